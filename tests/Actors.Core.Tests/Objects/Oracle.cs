using System.Text.Json.Nodes;

namespace Actors.Objects.Tests;

/// <summary>Compares an object with what a general JSON reader finds in the same bytes.</summary>
internal static class Oracle
{
    public static void Check(KubernetesObject actual, JsonObject expected, string where)
    {
        var metadata = expected["metadata"] as JsonObject ?? [];
        Same(Text(expected["apiVersion"]), actual.ApiVersion, where);
        Same(Text(expected["kind"]), actual.Kind, where);
        Same(Text(metadata["name"]), actual.Name, where);
        Same(Text(metadata["namespace"]), actual.Namespace, where);
        Same(Text(metadata["uid"]), actual.Uid, where);
        Same(Text(metadata["resourceVersion"]), actual.ResourceVersion, where);
        Same((long?)metadata["generation"] ?? 0, actual.Generation, where);
        Same(metadata["deletionTimestamp"] is not null, actual.IsBeingDeleted, where);
        Same(Map(metadata["labels"]), actual.Labels.ToDictionary(), where);
        Same(Map(metadata["annotations"]), actual.Annotations.ToDictionary(), where);
        Same((metadata["finalizers"] as JsonArray ?? []).Select(Text), actual.Finalizers, where);
        var owners = (metadata["ownerReferences"] as JsonArray ?? []).Select(Owner).ToArray();
        Same(owners, actual.OwnerReferences, where);
        Same(owners.Where(owner => owner.IsController).Select(owner => owner.Uid).LastOrDefault() ?? "", JsonText.Decode(actual.ControllerUidUtf8), where);
    }

    /// <summary>The object as a server without managed fields would send it.</summary>
    public static JsonObject WithoutManagedFields(JsonObject expected)
    {
        var copy = (JsonObject)expected.DeepClone();
        (copy["metadata"] as JsonObject)?.Remove("managedFields");
        return copy;
    }

    private static void Same<T>(T expected, T actual, string where)
    {
        try
        {
            Assert.Equal(expected, actual);
        }
        catch (Xunit.Sdk.XunitException failure)
        {
            Assert.Fail($"{where}: {failure.Message}");
        }
    }

    private static string Text(JsonNode? node) => (string?)node ?? "";

    private static Dictionary<string, string> Map(JsonNode? node) =>
        (node as JsonObject ?? []).ToDictionary(member => member.Key, member => Text(member.Value));

    private static OwnerReferenceView Owner(JsonNode? node) => new(
        Text(node!["apiVersion"]), Text(node["kind"]), Text(node["name"]), Text(node["uid"]), (bool?)node["controller"] ?? false);
}
