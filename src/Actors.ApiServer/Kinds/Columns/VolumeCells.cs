using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>What a table shows of volumes, claims and quotas.</summary>
internal static class VolumeCells
{
    private static readonly (string Mode, string Short)[] Shorts =
    [
        ("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"), ("ReadWriteOncePod", "RWOP"),
    ];

    public static string Modes(JsonNode? modes)
    {
        var given = modes.Texts();
        return string.Join(",", Shorts.Where(one => given.Contains(one.Mode)).Select(static one => one.Short));
    }

    public static bool IsBound(JsonObject claim) => claim.Text("spec", "volumeName").Length > 0;

    public static string Claim(JsonObject volume) =>
        volume.At("spec", "claimRef") is { } claim ? $"{claim.Text("namespace")}/{claim.Text("name")}" : "";

    /// <summary>What of each resource is used and may be, of limits or of all else.</summary>
    public static string Quota(JsonObject quota, bool isLimits)
    {
        var bounds = quota.At("status", "hard") as JsonObject ?? [];
        var meant = bounds.Where(one => one.Key.StartsWith("limits", StringComparison.Ordinal) == isLimits);
        return string.Join(", ", meant.OrderBy(static one => one.Key, StringComparer.Ordinal)
            .Select(one => $"{one.Key}: {quota.Text("status", "used", one.Key)}/{one.Value.Text()}"));
    }
}
