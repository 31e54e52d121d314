using System.Globalization;
using Actors.Ingest;
using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Feeds;

/// <summary>The parameters of a list or a watch. Pages are not cut: a list has one, as the API allows.</summary>
/// <param name="IsWatch">Whether it is a watch.</param>
/// <param name="Version">The version asked for; null for the present one, as are none and 0.</param>
/// <param name="IsAny">Whether any version will do, which is asked for by 0: then it is answered at once, with what is known, or not at all.</param>
/// <param name="IsExact">Whether the list is to be of this version and no other.</param>
/// <param name="SendsInitialEvents">Whether a watch begins with all there is, and a bookmark that says so.</param>
/// <param name="AllowsBookmarks">Whether the reader wants bookmarks.</param>
/// <param name="Timeout">When to end the watch; null for when the feed likes.</param>
/// <param name="Shards">Of which shards; null for all.</param>
internal sealed record FeedQuery(bool IsWatch, ulong? Version, bool IsAny, bool IsExact, bool SendsInitialEvents, bool AllowsBookmarks, TimeSpan? Timeout, ShardSelector? Shards)
{
    private const string NotOlderThan = "NotOlderThan";

    /// <summary>Reads them.</summary>
    /// <returns>What is wrong with them; null for nothing.</returns>
    public static FeedStatus? Parse(IQueryCollection parameters, out FeedQuery? query)
    {
        query = null;
        var version = parameters["resourceVersion"].ToString();
        if (version.Length > 0 && !ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return BadRequest($"resourceVersion: Invalid value: \"{version}\": a number is expected");
        var timeout = parameters["timeoutSeconds"].ToString();
        if (timeout.Length > 0 && !uint.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return BadRequest($"timeoutSeconds: Invalid value: \"{timeout}\": a number of seconds is expected");
        var (isWatch, sendsInitialEvents, match) = (IsTrue(parameters, "watch"), IsTrue(parameters, "sendInitialEvents"), parameters["resourceVersionMatch"].ToString());
        if (sendsInitialEvents && (!isWatch || match != NotOlderThan))
            return new FeedStatus(422, "Invalid", $"sendInitialEvents: Forbidden: it needs watch=true and resourceVersionMatch={NotOlderThan}");
        if (ReadShards(parameters["shardSelector"], out var shards) is { } problem) return BadRequest($"invalid shard selector: {problem}");
        var number = version.Length == 0 ? 0 : ulong.Parse(version, CultureInfo.InvariantCulture);
        query = new FeedQuery(
            isWatch, number == 0 ? null : number, !isWatch && version == "0", match == "Exact", sendsInitialEvents, IsTrue(parameters, "allowWatchBookmarks"),
            timeout.Length == 0 ? null : TimeSpan.FromSeconds(uint.Parse(timeout, CultureInfo.InvariantCulture)), shards);
        return null;
    }

    private static string? ReadShards(string? text, out ShardSelector? shards)
    {
        shards = null;
        if (text is null) return null;
        try
        {
            shards = ShardSelectorText.Parse(text);
            return null;
        }
        catch (FormatException failure)
        {
            return failure.Message;
        }
    }

    private static bool IsTrue(IQueryCollection parameters, string name) => parameters[name] == "true" || parameters[name] == "1";

    private static FeedStatus BadRequest(string message) => new(400, "BadRequest", message);
}
