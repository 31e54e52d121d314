using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>The selector of a service, which is a map of labels.</summary>
internal static class ServiceSelector
{
    /// <summary>The first label that pods must have; null for a service that selects none.</summary>
    public static KeyValuePair<string, string>? FirstCondition(ClusterObject service)
    {
        var selector = Of(service.Parse());
        return selector.Count == 0 ? null : KeyValuePair.Create(selector[0].Key, selector[0].Value);
    }

    public static List<KeyValuePair<string, string>> Of(JsonObject service) =>
        service.Text("spec", "type") == "ExternalName" || service.At("spec", "selector") is not JsonObject selector
            ? []
            : [.. selector.Select(static one => KeyValuePair.Create(one.Key, one.Value.Text()))];
}
