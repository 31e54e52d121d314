using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Kubernetes.Models;
using Actors.Kubernetes.Models.Tests;
using Actors.Objects;

namespace Actors.Kubernetes.Replay.Tests;

/// <summary>Puts objects, lists and events through every type of the client that takes them, and gathers what does not come out as it went in.</summary>
internal sealed class ObjectReplay
{
    private readonly List<string> _losses = [];
    private readonly List<string> _untaken = [];

    public IReadOnlyList<string> Losses => _losses;

    /// <summary>What a type does not take: where, and which type if not any.</summary>
    public IReadOnlyList<string> Untaken => _untaken;

    /// <summary>How many objects were put through, those in lists and events among them.</summary>
    public int Objects { get; private set; }

    public void Object(JsonObject json, string where)
    {
        Objects++;
        var utf8 = Utf8(json);
        var whole = KubernetesObject.Parse(utf8, ObjectContent.Whole);
        Same(where, "bytes", Encoding.UTF8.GetString(utf8), Encoding.UTF8.GetString(whole.Json.Span));
        foreach (var content in Enum.GetValues<ObjectContent>()) Kept(json, KubernetesObject.Parse(utf8, content), content, where);
        Same(where, "KubernetesResource", json, Rewritten(json, typeof(KubernetesResource)));
        var model = ModelOf(json);
        try
        {
            Same(where, model.Name, WithoutNullTimes(json), Rewritten(json, model));
        }
        catch (JsonException)
        {
            // Whether it may be refused is the caller's to say.
            NotTaken($"{where}, {model.Name}");
            return;
        }

        if (JsonSerializer.Deserialize(utf8, model, KubernetesJson.Options) is not IKubernetesObject read) return;
        Same(where, $"{model.Name} as bytes", WithoutNullTimes(json), JsonNode.Parse(read.ToKubernetesObject().Json.Span));
    }

    public void NotTaken(string what) => _untaken.Add(what);

    public void List(JsonObject json, string where)
    {
        Same(where, "KubernetesList<KubernetesResource>", json, Rewritten(json, typeof(KubernetesList<KubernetesResource>)));
        var items = json["items"]!.AsArray().Select(item => Typed(item!.AsObject(), json)).ToArray();
        foreach (var content in Enum.GetValues<ObjectContent>())
        {
            var list = ObjectList.Parse(Utf8(json), content);
            Same(where, "resourceVersion", Text(json["metadata"]?["resourceVersion"]), list.ResourceVersion);
            Same(where, "continue", Text(json["metadata"]?["continue"]), list.Continue);
            Same(where, "remainingItemCount", (long?)json["metadata"]?["remainingItemCount"], list.RemainingItemCount);
            Same(where, "shardInfo", Text(json["metadata"]?["shardInfo"]?["selector"]), list.ShardSelector);
            Same(where, "number of items", items.Length, list.Items.Count);
            foreach (var (item, read) in items.Zip(list.Items)) Kept(item, read, content, $"{where}, item");
        }

        foreach (var item in items) Object(item, $"{where}, item");
        if (items.Length > 0) TypedList(json, items, where);
    }

    public void Event(JsonObject json, string where)
    {
        var line = Utf8(json);
        var subject = json["object"]!.AsObject();
        foreach (var content in Enum.GetValues<ObjectContent>())
        {
            var read = WatchEvent.Parse(line, content);
            Same(where, "type", (string?)json["type"], read.Type.ToString().ToUpperInvariant());
            var isBookmark = subject["metadata"]?["annotations"]?[WatchEvent.InitialEventsEnd] is not null;
            Same(where, "end of initial events", isBookmark, read.EndsInitialEvents);
            Kept(subject, read.Object, read.Type == WatchEventType.Error ? ObjectContent.Whole : content, where);
        }

        Object(subject, where);
    }

    /// <summary>What a type writes of what it has read.</summary>
    public static JsonNode? Rewritten(JsonNode json, Type type) =>
        JsonSerializer.SerializeToNode(json.Deserialize(type, KubernetesJson.Options), type, KubernetesJson.Options);

    public void Same<T>(string where, string what, T expected, T actual)
    {
        var isSame = expected is JsonNode || actual is JsonNode
            ? JsonNode.DeepEquals(expected as JsonNode, actual as JsonNode)
            : EqualityComparer<T>.Default.Equals(expected, actual);
        if (!isSame) _losses.Add($"{where}: {what}\n  expected {Shown(expected)}\n  got      {Shown(actual)}");
    }

    private void TypedList(JsonObject json, JsonObject[] items, string where)
    {
        var model = typeof(KubernetesList<>).MakeGenericType(ModelOf(items[0]));
        var typed = (JsonObject)json.DeepClone();
        typed["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]);
        Same(where, $"list of {ModelOf(items[0]).Name}", typed, Rewritten(typed, model));
    }

    /// <summary>What was to be kept of an object, and what its view says of it.</summary>
    private void Kept(JsonObject json, KubernetesObject read, ObjectContent content, string where)
    {
        var wanted = (JsonObject)json.DeepClone();
        if (content != ObjectContent.Whole) (wanted["metadata"] as JsonObject)?.Remove("managedFields");
        if (content == ObjectContent.MetadataOnly)
        {
            wanted = new JsonObject
            {
                ["apiVersion"] = Text(json["apiVersion"]),
                ["kind"] = Text(json["kind"]),
                ["metadata"] = wanted["metadata"]?.DeepClone() ?? new JsonObject(),
            };
        }

        Same(where, content.ToString(), wanted, JsonNode.Parse(read.Json.Span));
        var metadata = (json["metadata"] ?? new JsonObject()).Deserialize<V1ObjectMeta>(KubernetesJson.Options)!;
        Same(where, "type", (Text(json["apiVersion"]), Text(json["kind"])), (read.ApiVersion, read.Kind));
        Same(where, "name", (metadata.Namespace ?? "", metadata.Name ?? ""), (read.Namespace, read.Name));
        Same(where, "version", (metadata.Uid ?? "", metadata.ResourceVersion ?? "", metadata.Generation ?? 0), (read.Uid, read.ResourceVersion, read.Generation));
        Same(where, "times", (metadata.CreationTimestamp?.Value, metadata.DeletionTimestamp?.Value), (read.CreationTimestamp, read.DeletionTimestamp));
        Same(where, "labels", Joined(metadata.Labels), Joined(read.Labels));
        Same(where, "annotations", Joined(metadata.Annotations), Joined(read.Annotations));
        Same(where, "finalizers", string.Join(',', metadata.Finalizers ?? []), string.Join(',', read.Finalizers));
        Same(where, "owners", string.Join(',', (metadata.OwnerReferences ?? []).Select(owner => owner.Uid)), string.Join(',', read.OwnerReferences.Select(owner => owner.Uid)));
    }

    /// <summary>An item as the client hands it on: with the type that only its list says.</summary>
    private static JsonObject Typed(JsonObject item, JsonObject list)
    {
        var typed = (JsonObject)item.DeepClone();
        var kind = Text(list["kind"]);
        typed["apiVersion"] ??= Text(list["apiVersion"]);
        typed["kind"] ??= kind.EndsWith("List", StringComparison.Ordinal) ? kind[..^"List".Length] : kind;
        return typed;
    }

    private static Type ModelOf(JsonObject json) => Recorded.ModelOf(json.Deserialize<JsonElement>());

    /// <summary>In a field with a type null says no more than that it is absent.</summary>
    private static JsonObject WithoutNullTimes(JsonObject json)
    {
        var without = (JsonObject)json.DeepClone();
        if (without.ContainsKey("eventTime") && without["eventTime"] is null) without.Remove("eventTime");
        return without;
    }

    private static byte[] Utf8(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(KubernetesJson.Options));

    private static string Text(JsonNode? node) => (string?)node ?? "";

    private static string Joined(IEnumerable<KeyValuePair<string, string>>? map) => string.Join(',', (map ?? []).Select(one => $"{one.Key}={one.Value}"));

    private static string? Shown<T>(T value) => value is JsonNode json ? json.ToJsonString(KubernetesJson.Options) : value?.ToString();
}
