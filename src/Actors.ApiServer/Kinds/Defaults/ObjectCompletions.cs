using System.Text;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>Defaults of whole objects that concern more than one field, by the name tables use.</summary>
internal static class ObjectCompletions
{
    private static readonly Dictionary<string, Action<JsonObject>> Functions = new(StringComparer.Ordinal)
    {
        ["pod"] = Pod,
        ["secret"] = Secret,
        ["namespace"] = static value =>
        {
            if (value.Text("metadata", "name") is { Length: > 0 } name) value.Child("metadata").Child("labels")["kubernetes.io/metadata.name"] = name;
        },
        ["templateLabels"] = static value =>
        {
            if (value.At("metadata", "labels") is null && value.At("spec", "template", "metadata", "labels")?.DeepClone() is { } labels)
                value.Child("metadata")["labels"] = labels;
        },
        ["claimTemplates"] = static value =>
        {
            foreach (var claim in value.Objects("spec", "volumeClaimTemplates"))
            {
                claim["apiVersion"] = "v1";
                claim["kind"] = "PersistentVolumeClaim";
            }
        },
    };

    /// <summary>The function of a name; null if there is none.</summary>
    public static Action<JsonObject>? Find(string name) => Functions.GetValueOrDefault(name);

    /// <summary>In a pod, other than in a template, a limit is a request too, and ports of the host's network are the host's.</summary>
    private static void Pod(JsonObject value)
    {
        var isOnHost = value.IsTrue("spec", "hostNetwork");
        foreach (var container in value.Objects("spec", "containers").Concat(value.Objects("spec", "initContainers")))
        {
            if (container.At("resources", "limits") is JsonObject limits) RequestLimits(container.Child("resources").Child("requests"), limits);
            if (!isOnHost) continue;
            foreach (var port in container.Objects("ports"))
            {
                if (port["hostPort"] is null && port["containerPort"] is { } number) port["hostPort"] = number.DeepClone();
            }
        }
    }

    private static void RequestLimits(JsonObject requests, JsonObject limits)
    {
        foreach (var (resource, limit) in limits)
        {
            if (!requests.ContainsKey(resource)) requests[resource] = limit?.DeepClone();
        }
    }

    /// <summary>What is given as text is kept as bytes.</summary>
    private static void Secret(JsonObject value)
    {
        if (value["stringData"] is not JsonObject texts) return;
        value.Remove("stringData");
        if (texts.Count == 0) return;
        var data = value.Child("data");
        foreach (var (key, text) in texts) data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Text()));
    }
}
