using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>How a definition comes into force: its names are accepted, then it is established; and how it goes.</summary>
internal static class DefinitionConditions
{
    /// <summary>The finalizer that holds a definition until its objects are gone.</summary>
    public const string CleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    /// <summary>Accepts the names no other definition of the group has, and says which could not be.</summary>
    /// <param name="definition">Its status is changed in place.</param>
    /// <param name="others">All other definitions; those of other groups are ignored.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Whether anything changed.</returns>
    public static bool AcceptNames(JsonObject definition, IEnumerable<JsonObject> others, DateTimeOffset now)
    {
        var before = definition["status"]?.DeepClone();
        var group = definition.Map("spec").Text("group");
        var taken = others.Where(other => other.Map("spec").Text("group") == group)
            .Select(other => CustomResourceNames.Read(other.Map("status").Map("acceptedNames"))).ToArray();
        var resources = taken.SelectMany(names => new[] { names.Plural, names.Singular }.Concat(names.ShortNames)).ToHashSet(StringComparer.Ordinal);
        var kinds = taken.SelectMany(names => new[] { names.Kind, names.ListKind }).ToHashSet(StringComparer.Ordinal);

        var asked = CustomResourceNames.Read(definition.Map("spec").Map("names"));
        var accepted = CustomResourceNames.Read(definition.Map("status").Map("acceptedNames"));
        var (reason, message) = ("", "");
        accepted = accepted with { Plural = Accept(asked.Plural, accepted.Plural, resources, "PluralConflict") };
        accepted = accepted with { Singular = Accept(asked.Singular, accepted.Singular, resources, "SingularConflict") };
        var conflicts = asked.ShortNames.Except(accepted.ShortNames, StringComparer.Ordinal).Where(resources.Contains).Select(InUse).ToArray();
        if (conflicts.Length == 0) accepted = accepted with { ShortNames = asked.ShortNames };
        else (reason, message) = ("ShortNamesConflict", conflicts.Length == 1 ? conflicts[0] : $"[{string.Join(", ", conflicts)}]");
        accepted = accepted with { Kind = Accept(asked.Kind, accepted.Kind, kinds, "KindConflict") };
        accepted = accepted with { ListKind = Accept(asked.ListKind, accepted.ListKind, kinds, "ListKindConflict"), Categories = asked.Categories };

        Status(definition)["acceptedNames"] = accepted.ToJson();
        if (reason.Length == 0) Set(definition, "NamesAccepted", true, "NoConflicts", "no conflicts found", now);
        else Set(definition, "NamesAccepted", false, reason, message, now);
        if (!IsTrue(definition, "Established"))
        {
            if (reason.Length == 0) Set(definition, "Established", false, "Installing", "the initial names have been accepted", now);
            else if (Find(definition, "Established") is null) Set(definition, "Established", false, "NotAccepted", "not all names are accepted", now);
        }

        return !JsonNode.DeepEquals(before, definition["status"]);

        string Accept(string name, string current, HashSet<string> used, string conflict)
        {
            if (name == current || !used.Contains(name)) return name;
            (reason, message) = (conflict, InUse(name));
            return current;
        }
    }

    /// <summary>Says of a definition in a group of the Kubernetes community whether it was approved; whether that changed anything.</summary>
    public static bool SetApproval(JsonObject definition, DateTimeOffset now)
    {
        if (!ApiApproval.IsRequired(definition)) return false;
        var before = definition["status"]?.DeepClone();
        var approval = ApiApproval.Of(definition);
        Set(definition, "KubernetesAPIApprovalPolicyConformant", approval.State == ApiApprovalState.Approved, approval.State switch
        {
            ApiApprovalState.Approved => "ApprovedAnnotation",
            ApiApprovalState.Bypassed => "UnapprovedAnnotation",
            ApiApprovalState.Missing => "MissingAnnotation",
            _ => "InvalidAnnotation",
        }, approval.Message, now);
        return !JsonNode.DeepEquals(before, definition["status"]);
    }

    /// <summary>Puts a definition whose names are accepted into force; whether that changed anything.</summary>
    public static bool Establish(JsonObject definition, DateTimeOffset now)
    {
        if (!IsTrue(definition, "NamesAccepted") || IsTrue(definition, "Established")) return false;
        Set(definition, "Established", true, "InitialNamesAccepted", "the initial names have been accepted", now);
        return true;
    }

    /// <summary>Says that a definition is to go, and holds it until its objects are gone.</summary>
    public static void Terminate(JsonObject definition, DateTimeOffset now)
    {
        if (definition["metadata"] is JsonObject metadata && !metadata.Texts("finalizers").Contains(CleanupFinalizer))
        {
            if (metadata.List("finalizers") is not { } finalizers) metadata["finalizers"] = finalizers = [];
            finalizers.Add(CleanupFinalizer);
        }

        Set(
            definition, "Terminating", true, "InstanceDeletionPending",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon", now);
    }

    /// <summary>Says that the objects of a definition are being deleted.</summary>
    public static void StartDeletion(JsonObject definition, DateTimeOffset now) =>
        Set(definition, "Terminating", true, "InstanceDeletionInProgress", "CustomResource deletion is in progress", now);

    /// <summary>Says that no objects are left, and lets go of the definition.</summary>
    public static void CompleteDeletion(JsonObject definition, DateTimeOffset now)
    {
        Set(definition, "Terminating", false, "InstanceDeletionCompleted", "removed all instances", now);
        if (definition.Map("metadata")?["finalizers"] is not JsonArray finalizers) return;
        var left = definition.Map("metadata").Texts("finalizers").Where(name => name != CleanupFinalizer).ToArray();
        if (left.Length == 0) definition.Map("metadata")!.Remove("finalizers");
        else finalizers.ReplaceWith(new JsonArray([.. left.Select(name => (JsonNode?)JsonValue.Create(name))]));
    }

    /// <summary>Whether a condition is there and true.</summary>
    public static bool IsTrue(JsonObject definition, string type) => Find(definition, type).Text("status") == "True";

    private static JsonObject? Find(JsonObject definition, string type) =>
        definition.Map("status").Maps("conditions").FirstOrDefault(condition => condition.Text("type") == type);

    private static void Set(JsonObject definition, string type, bool status, string reason, string message, DateTimeOffset now)
    {
        var state = status ? "True" : "False";
        var condition = Find(definition, type);
        if (condition is null)
        {
            if (Status(definition).List("conditions") is not { } conditions) Status(definition)["conditions"] = conditions = [];
            conditions.Add(condition = new JsonObject { ["type"] = type });
        }

        if (condition.Text("status") != state)
            condition["lastTransitionTime"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        condition["status"] = state;
        condition["reason"] = reason;
        condition["message"] = message;
    }

    private static JsonObject Status(JsonObject definition)
    {
        if (definition["status"] is JsonObject status) return status;
        definition["status"] = status = [];
        return status;
    }

    private static string InUse(string name) => $"{GoText.Quote(name)} is already in use";
}
