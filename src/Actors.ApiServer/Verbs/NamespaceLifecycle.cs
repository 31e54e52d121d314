using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Verbs;

/// <summary>What is special about namespaces: they end only once all in them is gone, which their finalizer in <c>spec</c> stands for.</summary>
internal static class NamespaceLifecycle
{
    /// <summary>Namespaces that cannot be deleted.</summary>
    public static readonly IReadOnlyList<string> Immortal = ["default", "kube-system", "kube-public"];

    /// <summary>Namespaces every cluster has.</summary>
    public static readonly IReadOnlyList<string> Initial = ["default", "kube-system", "kube-public", "kube-node-lease"];

    public static bool IsNamespace(ResourceKind kind) => kind is { Group: "", Plural: "namespaces" };

    public static bool HasFinalizers(JsonObject value) => value["spec"]?["finalizers"] is JsonArray { Count: > 0 };

    /// <summary>Turns a namespace into one that is ending.</summary>
    public static void Terminate(JsonObject value)
    {
        if (value["status"] is not JsonObject status) value["status"] = status = [];
        status["phase"] = "Terminating";
    }
}
