using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>The selector of a service, which is a map of labels.</summary>
internal static class ServiceSelector
{
    /// <summary>The labels that pods must have; none for a service that selects no pods.</summary>
    public static List<KeyValuePair<string, string>> Of(JsonObject service) =>
        service.Text("spec", "type") == "ExternalName" || service.At("spec", "selector") is not JsonObject selector
            ? []
            : [.. selector.Select(static one => KeyValuePair.Create(one.Key, one.Value.Text()))];
}
