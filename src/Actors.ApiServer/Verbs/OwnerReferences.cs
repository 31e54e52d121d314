using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Verbs;

/// <summary>Owners that are named twice count once.</summary>
internal static class OwnerReferences
{
    private const string Advice =
        "API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ";

    /// <summary>Takes repetitions out of an object's owners.</summary>
    /// <param name="value">The object.</param>
    /// <param name="isSent">Whether it is as its client sent it; otherwise a patch has made it so.</param>
    /// <param name="warnings">Gets what the client should know.</param>
    public static void Deduplicate(JsonObject value, bool isSent, ICollection<string> warnings)
    {
        if (value["metadata"] is not JsonObject metadata || metadata["ownerReferences"] is not JsonArray { Count: > 1 } owners) return;
        var repeated = new List<JsonNode?>();
        for (var index = owners.Count - 1; index > 0; index--)
            if (owners.Take(index).Any(earlier => JsonNode.DeepEquals(earlier, owners[index]))) repeated.Insert(0, owners[index]);
        if (repeated.Count == 0) return;
        foreach (var one in repeated) owners.Remove(one);
        var uids = repeated.Select(static one => ObjectMeta.Text(one as JsonObject, "uid")).Distinct();
        warnings.Add($".metadata.ownerReferences contains duplicate entries{(isSent ? "" : " after mutating admission happens")}; {Advice}{string.Join(", ", uids)}");
    }
}
