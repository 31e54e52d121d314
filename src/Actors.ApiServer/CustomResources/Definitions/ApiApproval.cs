using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>Definitions in groups of the Kubernetes community (<c>k8s.io</c>, <c>kubernetes.io</c> and below) need a word that their API was approved.</summary>
/// <param name="State">What the annotation amounts to.</param>
/// <param name="Value">What it says.</param>
/// <param name="Message">The server's words for it.</param>
internal sealed record ApiApproval(ApiApprovalState State, string Value, string Message)
{
    public const string Annotation = "api-approved.kubernetes.io";

    private const string Where = "see https://github.com/kubernetes/enhancements/pull/1111";

    public static bool IsRequired(JsonObject definition)
    {
        var group = definition.Map("spec").Text("group");
        return group is "k8s.io" or "kubernetes.io" || group.EndsWith(".k8s.io", StringComparison.Ordinal)
            || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);
    }

    public static ApiApproval Of(JsonObject definition)
    {
        var value = definition.Map("metadata").Map("annotations").Text(Annotation);
        if (value.Length == 0) return new ApiApproval(ApiApprovalState.Missing, value, $"protected groups must have approval annotation \"{Annotation}\", {Where}");
        if (value.StartsWith("unapproved", StringComparison.Ordinal))
            return new ApiApproval(ApiApprovalState.Bypassed, value, $"not approved: {GoText.Quote(value)}");
        if (RequestUri.HasHost(value)) return new ApiApproval(ApiApprovalState.Approved, value, $"approved in {value}");
        return new ApiApproval(
            ApiApprovalState.Invalid, value,
            $"protected groups must have approval annotation \"{Annotation}\" with either a URL or a reason starting with \"unapproved\", {Where}");
    }
}
