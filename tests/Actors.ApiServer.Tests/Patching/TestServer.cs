using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Patching.Tests;

/// <summary>As much of a server as writes of one kind need: it keeps objects by name and does to their fields what the real one does.</summary>
internal sealed class TestServer(string apiVersion, string kind, Schema schema)
{
    private readonly Dictionary<string, JsonObject> _objects = [];
    private readonly Dictionary<string, FieldManager> _managers = new[] { ("", "status"), ("status", "metadata spec") }.ToDictionary(
        resource => resource.Item1,
        resource => new FieldManager(
            new ManagedKind { ApiVersion = apiVersion, Kind = kind, Schema = schema },
            resource.Item1,
            FieldSet.Of(resource.Item2.Split(' '))));

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public JsonObject? this[string name] => _objects.GetValueOrDefault(name);

    public PatchResult Create(JsonObject body, string manager, bool dryRun = false)
    {
        var created = body.DeepClone().AsObject();
        SchemaReader.Complete(created, schema);
        _managers[""].Update(null, created, manager, Now);
        created.Remove("status");
        return Store(null, created, dryRun);
    }

    public PatchResult Replace(string name, string subresource, JsonObject body, string manager)
    {
        var replaced = body.DeepClone().AsObject();
        SchemaReader.Complete(replaced, schema);
        return Update(name, subresource, replaced, manager);
    }

    public PatchResult Patch(string name, string subresource, string mediaType, JsonNode? patch, string manager, bool force = false, bool dryRun = false)
    {
        var live = this[name];
        if (mediaType.StartsWith("application/apply", StringComparison.Ordinal))
        {
            var applied = _managers[subresource].Apply(live, patch!.AsObject(), manager, force, Now);
            if (applied.Object is null) return applied;
            SchemaReader.Complete(applied.Object, schema);
            if (live is not null) FieldManager.KeepTimesIfUnchanged(live, applied.Object);
            return Store(live, applied.Object, dryRun);
        }

        var patched = mediaType == "application/merge-patch+json" ? MergePatch.Apply(patch, live!) : JsonPatch.Apply(patch, live!);
        return patched.Object is null ? patched : Update(name, subresource, patched.Object, manager, dryRun);
    }

    private PatchResult Update(string name, string subresource, JsonObject updated, string manager, bool dryRun = false)
    {
        var live = this[name]!;
        _managers[subresource].Update(live, updated, manager, Now);
        foreach (var member in subresource == "status" ? (string[])["spec"] : ["status"])
        {
            if (live[member] is { } kept) updated[member] = kept.DeepClone();
            else updated.Remove(member);
        }

        if (subresource == "status")
        {
            var metadata = live["metadata"]!.DeepClone().AsObject();
            metadata["managedFields"] = updated["metadata"]!["managedFields"]!.DeepClone();
            updated["metadata"] = metadata;
        }

        FieldManager.KeepTimesIfUnchanged(live, updated);
        return Store(live, updated, dryRun);
    }

    private JsonObject Store(JsonObject? live, JsonObject value, bool dryRun)
    {
        var metadata = value["metadata"]!.AsObject();
        metadata["uid"] = live?["metadata"]?["uid"]?.DeepClone() ?? "00000000-0000-0000-0000-000000000001";
        metadata["resourceVersion"] = "1";
        value = Json.Whole(value);
        if (!dryRun) _objects[(string)metadata["name"]!] = value;
        return value;
    }
}
