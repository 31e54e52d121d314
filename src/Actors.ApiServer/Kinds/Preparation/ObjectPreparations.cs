using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>Sets what the server and not its client decides when an object is written.</summary>
/// <param name="value">The object as it shall be, complete with its defaults.</param>
/// <param name="old">The object as it is; null if it is new.</param>
/// <param name="addresses">Where services get theirs.</param>
internal delegate void ObjectPreparation(JsonObject value, JsonObject? old, ClusterAddresses addresses);

/// <summary>What the server sets on objects of some kinds, by the name tables use.</summary>
internal static class ObjectPreparations
{
    private static readonly Dictionary<string, ObjectPreparation> Functions = new(StringComparer.Ordinal)
    {
        ["pod"] = static (value, old, _) =>
        {
            if (old is null) PodPreparation.Create(value);
        },
        ["namespace"] = Namespace,
        ["node"] = Node,
        ["service"] = ServicePreparation.Apply,
        ["job"] = static (value, old, _) =>
        {
            if (old is null) JobPreparation.Create(value);
        },
    };

    /// <summary>The function of a name; null if there is none.</summary>
    public static ObjectPreparation? Find(string name) => Functions.GetValueOrDefault(name);

    /// <summary>The finalizer that keeps a namespace until what is in it is gone is the server's own.</summary>
    private static void Namespace(JsonObject value, JsonObject? old, ClusterAddresses addresses)
    {
        if (old is not null)
        {
            value["spec"] = old["spec"]?.DeepClone() ?? new JsonObject();
            return;
        }

        var spec = value.Child("spec");
        var finalizers = spec["finalizers"] as JsonArray ?? [];
        if (!finalizers.Any(static one => one.Text() == "kubernetes")) finalizers.Add("kubernetes");
        spec["finalizers"] = finalizers;
    }

    /// <summary>A new node gets no pods until somebody has said that it is ready.</summary>
    private static void Node(JsonObject value, JsonObject? old, ClusterAddresses addresses)
    {
        const string NotReady = "node.kubernetes.io/not-ready";
        if (old is not null || value.Objects("spec", "taints").Any(static taint => taint.Text("key") == NotReady)) return;
        var spec = value.Child("spec");
        if (spec["taints"] is not JsonArray taints) spec["taints"] = taints = [];
        taints.Add(new JsonObject { ["key"] = NotReady, ["effect"] = "NoSchedule" });
    }
}
