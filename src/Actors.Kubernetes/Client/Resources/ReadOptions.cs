using System.Globalization;
using Actors.Ingest;
using Actors.Kubernetes.Models;

namespace Actors.Kubernetes;

/// <summary>How a list's version is to be understood. https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions</summary>
public enum ResourceVersionMatch
{
    /// <summary>This version or a later one.</summary>
    NotOlderThan,

    /// <summary>This version and no other; gone once the server has forgotten it.</summary>
    Exact,
}

/// <summary>Which objects a list, a watch or a deletion of many is of.</summary>
public record ObjectSelection
{
    /// <summary>Only those with such labels.</summary>
    public LabelSelectorExpression? LabelSelector { get; init; }

    /// <summary>Only those with such fields. Which fields there are depends on the kind.</summary>
    public FieldSelector? FieldSelector { get; init; }

    /// <summary>Only those whose hash is in these ranges (KEP-5866). Servers that do not know of it send all: see <see cref="ResourceList{T}.ShardSelector"/>.</summary>
    public ShardSelector? Shards { get; init; }

    internal IEnumerable<KeyValuePair<string, string?>> Parameters()
    {
        yield return new("labelSelector", LabelSelector?.ToString() is { Length: > 0 } labels ? labels : null);
        yield return new("fieldSelector", FieldSelector?.ToString() is { Length: > 0 } fields ? fields : null);
        yield return new("shardSelector", Shards?.ToString());
    }

    private protected static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What to list.</summary>
public sealed record ListOptions : ObjectSelection
{
    /// <summary>How many objects a page has at most; null for all at once.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page before ended.</summary>
    public string? Continue { get; init; }

    /// <summary>The version to show; null for the newest; <c>0</c> for whatever the server has at hand.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>How <see cref="ResourceVersion"/> is meant.</summary>
    public ResourceVersionMatch? ResourceVersionMatch { get; init; }

    internal IReadOnlyList<KeyValuePair<string, string?>> ToQuery() =>
    [
        .. Parameters(),
        new("limit", Number(Limit)),
        new("continue", string.IsNullOrEmpty(Continue) ? null : Continue),
        new("resourceVersion", ResourceVersion),
        new("resourceVersionMatch", ResourceVersionMatch?.ToString()),
    ];
}

/// <summary>What to watch.</summary>
public sealed record WatchOptions : ObjectSelection
{
    /// <summary>Where to begin; null for the newest version, with all there is as added first.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Whether bookmarks are wanted; default true.</summary>
    public bool AllowBookmarks { get; init; } = true;

    /// <summary>Whether to begin with all there is and a bookmark at its end (KEP-3157).</summary>
    public bool SendInitialEvents { get; init; }

    /// <summary>When the server is to end the watch; null for when it likes.</summary>
    public TimeSpan? Timeout { get; init; }

    internal IReadOnlyList<KeyValuePair<string, string?>> ToQuery() =>
    [
        .. Parameters(),
        new("watch", "true"),
        new("allowWatchBookmarks", AllowBookmarks ? "true" : null),
        new("resourceVersion", string.IsNullOrEmpty(ResourceVersion) ? null : ResourceVersion),
        new("sendInitialEvents", SendInitialEvents ? "true" : null),
        new("resourceVersionMatch", SendInitialEvents ? nameof(Kubernetes.ResourceVersionMatch.NotOlderThan) : null),
        new("timeoutSeconds", Timeout is { } timeout ? Number((long)Math.Ceiling(timeout.TotalSeconds)) : null),
    ];
}
