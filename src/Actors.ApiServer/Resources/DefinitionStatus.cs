using System.Text.Json.Nodes;

namespace Actors.ApiServer.Resources;

/// <summary>The status of custom resource definitions.</summary>
internal static class DefinitionStatus
{
    /// <summary>Keeps a definition until its objects are gone.</summary>
    public const string Finalizer = "customresourcecleanup.apiextensions.k8s.io";

    /// <summary>The status of a new definition, whose names nobody has looked at.</summary>
    public static JsonObject Initial(JsonObject definition) => new()
    {
        ["conditions"] = null,
        ["acceptedNames"] = new JsonObject { ["plural"] = "", ["kind"] = "" },
        ["storedVersions"] = new JsonArray(StorageVersion(definition)),
    };

    public static bool IsTrue(JsonObject definition, string type) => Condition(definition, type) is { } condition && ObjectMeta.Text(condition, "status") == "True";

    /// <summary>Accepts the names of a definition, unless one of them is taken.</summary>
    /// <param name="definition">The definition; it is changed.</param>
    /// <param name="clash">The name that is taken, and the reason to give; null for none.</param>
    /// <param name="now">The time.</param>
    public static JsonObject Accept(JsonObject definition, (string Reason, string Name)? clash, string now)
    {
        AddStoredVersion(definition);
        if (clash is { } taken)
        {
            SetCondition(definition, "NamesAccepted", "False", taken.Reason, $"\"{taken.Name}\" is already in use", now);
            if (!IsTrue(definition, "Established")) SetCondition(definition, "Established", "False", "NotAccepted", "not all names are accepted", now);
            return definition;
        }

        StatusOf(definition)["acceptedNames"] = definition["spec"]!["names"]!.DeepClone();
        SetCondition(definition, "NamesAccepted", "True", "NoConflicts", "no conflicts found", now);
        return SetCondition(definition, "Established", "True", "InitialNamesAccepted", "the initial names have been accepted", now);
    }

    /// <summary>Marks a definition as one that ends.</summary>
    public static JsonObject Terminate(JsonObject definition, string now) => SetCondition(
        definition, "Terminating", "True", "InstanceDeletionPending", "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon", now);

    public static JsonObject SetCondition(JsonObject definition, string type, string status, string reason, string message, string now)
    {
        var known = Condition(definition, type);
        if (known is not null && ObjectMeta.Text(known, "status") == status && ObjectMeta.Text(known, "reason") == reason) return definition;
        var since = known is not null && ObjectMeta.Text(known, "status") == status ? ObjectMeta.Text(known, "lastTransitionTime") : now;
        var condition = new JsonObject { ["type"] = type, ["status"] = status, ["lastTransitionTime"] = since, ["reason"] = reason, ["message"] = message };
        if (StatusOf(definition)["conditions"] is not JsonArray conditions) StatusOf(definition)["conditions"] = conditions = [];
        if (known is null) conditions.Add(condition);
        else conditions[conditions.IndexOf(known)] = condition;
        return definition;
    }

    private static JsonObject? Condition(JsonObject definition, string type) =>
        (StatusOf(definition)["conditions"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(one => ObjectMeta.Text(one, "type") == type);

    private static JsonObject StatusOf(JsonObject definition)
    {
        if (definition["status"] is JsonObject status) return status;
        definition["status"] = status = Initial(definition);
        return status;
    }

    private static void AddStoredVersion(JsonObject definition)
    {
        var version = StorageVersion(definition);
        if (StatusOf(definition)["storedVersions"] is not JsonArray stored) StatusOf(definition)["storedVersions"] = stored = [];
        if (!stored.Any(one => one!.GetValue<string>() == version)) stored.Add(version);
    }

    private static string StorageVersion(JsonObject definition) => ((definition["spec"] as JsonObject)?["versions"] as JsonArray ?? []).OfType<JsonObject>()
        .Where(static one => one["storage"] is JsonValue flag && flag.TryGetValue(out bool isStorage) && isStorage)
        .Select(static one => ObjectMeta.Text(one, "name")).FirstOrDefault("");
}
