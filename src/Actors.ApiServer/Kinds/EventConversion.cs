using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>Events are the same objects in core/v1, where they are stored, and in events.k8s.io/v1, where some of their fields have other names.</summary>
internal static class EventConversion
{
    private static readonly (string Core, string Other)[] Names =
    [
        ("involvedObject", "regarding"), ("message", "note"), ("source", "deprecatedSource"), ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"), ("reportingComponent", "reportingController"),
    ];

    public static void ToCore(JsonObject value)
    {
        foreach (var (core, other) in Names) Rename(value, other, core);
    }

    public static void FromCore(JsonObject value)
    {
        foreach (var (core, other) in Names) Rename(value, core, other);
    }

    /// <summary>Where in a stored event a field is that can be selected by; the first of these that is there counts.</summary>
    public static IReadOnlyList<string> StoredFields(string path)
    {
        if (path == "source") return ["source.component", "reportingComponent"];
        var first = path.Split('.')[0];
        var (core, other) = Names.FirstOrDefault(one => one.Other == first);
        return core is null ? [path] : [core + path[other.Length..]];
    }

    private static void Rename(JsonObject value, string from, string to)
    {
        if (!value.TryGetPropertyValue(from, out var member)) return;
        value.Remove(from);
        value[to] = member;
    }
}
