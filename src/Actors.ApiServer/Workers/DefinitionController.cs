using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Verbs;
using Actors.Objects;

namespace Actors.ApiServer.Workers;

/// <summary>Brings the resources a server has in line with its custom resource definitions.</summary>
internal sealed class DefinitionController(ObjectRegistry registry)
{
    private static readonly WriteOptions Writer = WriteOptions.Internal with { Manager = "kube-apiserver" };

    private readonly ResourceKind _kind = KindOf(registry.Resources);

    /// <summary>What of each definition is in force, so that what does not matter to its resources leaves them as they are.</summary>
    private readonly Dictionary<string, (string State, bool IsTerminating, ServedDefinition Served)> _served = new(StringComparer.Ordinal);

    /// <summary>The names of all definitions that have any, each as the few members of the definition that say so: whole ones can be large.</summary>
    private readonly Dictionary<string, JsonObject> _named = new(StringComparer.Ordinal);

    /// <summary>The version in which each definition was last taken up: most changes are the controller's own.</summary>
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    public static ResourceKind KindOf(ResourceRegistry resources) => resources.Find("apiextensions.k8s.io", "v1", "customresourcedefinitions")!;

    /// <summary>Takes a definition up as it now is.</summary>
    public void Sync(string name)
    {
        if (!registry.LogOf(_kind).Objects.TryGet(name, out var stored) || _seen.GetValueOrDefault(name) == stored.ResourceVersion) return;
        if (!stored.IsBeingDeleted)
        {
            stored = WriteStatus(name, value =>
            {
                DefinitionConditions.AcceptNames(value, _named.Where(one => one.Key != name).Select(static one => one.Value), Now);
                DefinitionConditions.SetApproval(value, Now);
                DefinitionConditions.Establish(value, Now);
            });
        }

        _seen[name] = stored.ResourceVersion;
        var definition = ObjectRegistry.Parse(stored, _kind);
        _named[name] = new JsonObject
        {
            ["spec"] = new JsonObject { ["group"] = definition["spec"]!["group"]!.DeepClone() },
            ["status"] = new JsonObject { ["acceptedNames"] = definition["status"]?["acceptedNames"]?.DeepClone() },
        };
        if (!DefinitionConditions.IsTrue(definition, "Established")) return;
        Serve(name, definition, stored.IsBeingDeleted);
    }

    private void Serve(string name, JsonObject definition, bool isTerminating)
    {
        var state = $"{definition["metadata"]!["uid"]} {HashOf(definition["spec"]!)} {definition["status"]!["acceptedNames"]!.ToJsonString()}";
        var known = _served.GetValueOrDefault(name);
        var isNew = known.State != state;
        if (!isNew && known.IsTerminating == isTerminating) return;
        var served = isNew ? new ServedDefinition(known.Served is null ? 0 : registry.Store.Version) : known.Served;
        _served[name] = (state, isTerminating, served);
        var read = CustomResourceDefinition.Read(definition);
        var kinds = CustomKinds.Of(read, served, isTerminating).ToList();
        registry.Resources.Replace(read.Group, read.Names.Plural, kinds);
        if (isNew && known.Served is not null) End(known.Served, read);
    }

    /// <summary>Ends the watches of what was served, but only once what takes its place is there for them to come back to.</summary>
    private void End(ServedDefinition served, CustomResourceDefinition read)
    {
        served.End();
        registry.Store.Of($"{read.Names.Plural}.{read.Group}").Wake();
    }

    /// <summary>Takes the resources of a definition away that is gone, and gives its names to those that wait for them.</summary>
    public void Remove(KubernetesObject gone)
    {
        var read = CustomResourceDefinition.Read(ObjectRegistry.Parse(gone, _kind));
        registry.Resources.Remove(read.Group, read.Names.Plural);
        if (_served.Remove(gone.Name, out var served)) End(served.Served, read);
        _named.Remove(gone.Name);
        _seen.Remove(gone.Name);
        foreach (var (name, other) in registry.LogOf(_kind).Objects.Between("", null))
        {
            if (other.IsBeingDeleted || !name.EndsWith($".{read.Group}", StringComparison.Ordinal)) continue;
            _seen.Remove(name);
            Sync(name);
        }
    }

    /// <summary>Deletes the objects of a definition that is being deleted, and lets it go when none is left; whether it is gone.</summary>
    public bool TryFinish(string name)
    {
        if (!registry.LogOf(_kind).Objects.TryGet(name, out var stored) || !stored.IsBeingDeleted) return true;
        if (!stored.Finalizers.Contains(DefinitionConditions.CleanupFinalizer)) return true;
        var read = CustomResourceDefinition.Read(ObjectRegistry.Parse(stored, _kind));
        if (registry.Resources.FindAnyVersion(read.Group, read.Names.Plural) is { IsCustom: true } kind && !IsEmptied(kind)) return false;
        var update = new FunctionUpdate(value =>
        {
            DefinitionConditions.CompleteDeletion(value, Now);
            return value;
        }) { Subresource = "finalize" };
        registry.Update(_kind, "", name, update, WriteOptions.Internal);
        return true;
    }

    /// <summary>Stands for a specification: its generation grows with its deletion too.</summary>
    private static string HashOf(JsonNode spec) => Convert.ToHexString(SHA256.HashData(ObjectWriter.Bytes(spec)));

    private bool IsEmptied(ResourceKind kind)
    {
        foreach (var (_, value) in registry.LogOf(kind).Objects.Between("", null))
        {
            if (value.IsBeingDeleted) continue;
            try
            {
                registry.Delete(kind, value.Namespace, value.Name, new DeleteOptions { Uid = value.Uid });
            }
            catch (StatusException exception) when (exception.Status.Code is 404 or 409)
            {
                // Gone already, or replaced: the next round sees it.
            }
        }

        return registry.LogOf(kind).Objects.Count == 0;
    }

    private KubernetesObject WriteStatus(string name, Action<JsonObject> change) => registry.Update(_kind, "", name, new StatusUpdate(change), Writer).Object;

    private DateTimeOffset Now => registry.Time.GetUtcNow();

    /// <summary>A change of the status, owned by the server.</summary>
    private sealed class StatusUpdate : ObjectUpdate
    {
        private readonly Action<JsonObject> _change;

        public StatusUpdate(Action<JsonObject> change)
        {
            _change = change;
            Subresource = "status";
        }

        public override JsonObject Apply(JsonObject? current)
        {
            var next = (JsonObject)current!.DeepClone();
            _change(next);
            return next;
        }
    }
}
