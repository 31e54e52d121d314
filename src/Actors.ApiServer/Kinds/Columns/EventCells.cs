using System.Globalization;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>What a table shows of an event, of either group: the older one and the newer one have different names for the same.</summary>
internal static class EventCells
{
    public static string LastSeen(JsonObject value, DateTimeOffset now)
    {
        var time = value.At("series", "lastObservedTime") ?? value["lastTimestamp"] ?? value["deprecatedLastTimestamp"] ?? value["eventTime"];
        return TableCells.Age(time, now);
    }

    public static string FirstSeen(JsonObject value, DateTimeOffset now) =>
        TableCells.Age(value["firstTimestamp"] ?? value["deprecatedFirstTimestamp"] ?? value["eventTime"], now);

    public static string About(JsonNode? reference)
    {
        var kind = reference.Text("kind");
        var lower = string.Create(kind.Length, kind, static (letters, text) => text.AsSpan().ToLowerInvariant(letters));
        return reference.Text("name") is { Length: > 0 } name ? $"{lower}/{name}" : lower;
    }

    public static string Source(JsonObject value)
    {
        var source = value["source"] ?? value["deprecatedSource"];
        var component = source.Text("component") is { Length: > 0 } given ? given : value.Text("reportingComponent") + value.Text("reportingController");
        var host = source.Text("host") is { Length: > 0 } name ? name : value.Text("reportingInstance");
        return host.Length == 0 ? component : $"{component}, {host}";
    }

    public static string Count(JsonObject value)
    {
        var count = value.At("series", "count") ?? value["count"] ?? value["deprecatedCount"];
        return (count.NumberOrNull() ?? 1).ToString(CultureInfo.InvariantCulture);
    }
}
