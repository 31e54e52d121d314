using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Actors.Samples.Deployment.Tests;

/// <summary>The manifests in k8s/. Of kustomize, what they use: resources, patches that are merged, and the namespace.</summary>
internal static class Manifests
{
    // Unquoted numbers and booleans are no texts.
    private static readonly IDeserializer Deserializer = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();

    // As in the API's patchMergeKey.
    private static readonly Dictionary<string, string> MergeKeys = new()
    {
        ["containers"] = "name",
        ["env"] = "name",
        ["ports"] = "containerPort",
        ["volumeMounts"] = "mountPath",
        ["volumes"] = "name",
    };

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "k8s");

    /// <summary>What the operator may do.</summary>
    public static string Roles { get; } = File.ReadAllText(Path.Combine(Folder, "base", "rbac.yaml"));

    /// <summary>What a replica of a fleet may do besides.</summary>
    public static string FleetRoles { get; } = File.ReadAllText(Path.Combine(Folder, "overlays", "fleet", "rbac.yaml"));

    /// <summary>The objects of a kustomization, in the order in which they are listed.</summary>
    /// <exception cref="NotSupportedException">It uses more of kustomize than this knows.</exception>
    public static List<JsonObject> Build(string folder)
    {
        var kustomization = Read(Path.Combine(folder, "kustomization.yaml")).Single();
        var unknown = kustomization.Select(static member => member.Key).Except(["apiVersion", "kind", "resources", "patches", "namespace"]).ToList();
        if (unknown.Count > 0) throw new NotSupportedException($"{folder} uses {string.Join(", ", unknown)}");
        var objects = new List<JsonObject>();
        foreach (var resource in kustomization["resources"]!.AsArray())
        {
            var path = Path.Combine(folder, (string)resource!);
            objects.AddRange(Directory.Exists(path) ? Build(path) : Read(path));
        }

        foreach (var patch in kustomization["patches"]?.AsArray() ?? []) Patch(objects, Read(Path.Combine(folder, (string)patch!["path"]!)).Single());
        if ((string?)kustomization["namespace"] is { } space) objects.ForEach(one => SetNamespace(one, space));
        return objects;
    }

    private static void Patch(List<JsonObject> objects, JsonObject patch)
    {
        static (string?, string?) NameOf(JsonObject one) => ((string?)one["kind"], (string?)one["metadata"]!["name"]);
        Merge(objects.Single(one => NameOf(one) == NameOf(patch)), patch);
    }

    /// <summary>A strategic merge: of lists, those whose elements have a key are merged by it, all others are replaced.</summary>
    private static void Merge(JsonObject into, JsonObject patch)
    {
        foreach (var (name, value) in patch.ToList())
        {
            if (value is null) into.Remove(name);
            else if (value is JsonObject inner && into[name] is JsonObject known) Merge(known, inner);
            else if (value is JsonArray added && into[name] is JsonArray list && MergeKeys.TryGetValue(name, out var key)) Merge(list, added, key);
            else into[name] = value.DeepClone();
        }
    }

    private static void Merge(JsonArray into, JsonArray patch, string key)
    {
        foreach (var element in patch)
        {
            var known = into.FirstOrDefault(one => JsonNode.DeepEquals(one![key], element![key]));
            if (known is null) into.Add(element!.DeepClone());
            else Merge(known.AsObject(), element!.AsObject());
        }
    }

    private static void SetNamespace(JsonObject value, string space)
    {
        if ((string?)value["kind"] is not ("Namespace" or "CustomResourceDefinition" or "ClusterRole" or "ClusterRoleBinding")) value["metadata"]!["namespace"] = space;
        foreach (var subject in value["subjects"]?.AsArray() ?? []) subject!["namespace"] = space;
    }

    private static List<JsonObject> Read(string file)
    {
        var documents = new List<JsonObject>();
        var parser = new Parser(new StringReader(File.ReadAllText(file, Encoding.UTF8)));
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _)) documents.Add(JsonSerializer.SerializeToNode(Plain(Deserializer.Deserialize(parser)))!.AsObject());
        return documents;
    }

    private static object? Plain(object? value) => value switch
    {
        IDictionary<object, object> map => map.ToDictionary(static one => (string)one.Key, static one => Plain(one.Value)),
        IList<object> list => list.Select(Plain).ToList(),
        _ => value,
    };
}
