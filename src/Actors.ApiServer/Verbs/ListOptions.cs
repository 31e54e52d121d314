using System.Globalization;
using Actors.ApiServer.Http;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Verbs;

/// <summary>The parameters of a list or watch, checked.</summary>
internal sealed record ListOptions
{
    private const string Exact = "Exact";
    private const string NotOlderThan = "NotOlderThan";

    public string LabelSelector { get; init; } = "";

    public string FieldSelector { get; init; } = "";

    public string ShardSelector { get; init; } = "";

    /// <summary>The version as it was written: empty, <c>0</c>, or a number.</summary>
    public string ResourceVersion { get; init; } = "";

    public string ResourceVersionMatch { get; init; } = "";

    /// <summary>The most objects of a page; 0 for all.</summary>
    public long Limit { get; init; }

    public string Continue { get; init; } = "";

    public bool? SendInitialEvents { get; init; }

    public bool AllowsBookmarks { get; init; }

    /// <summary>Seconds a watch lasts at most; null for the server's choice.</summary>
    public long? TimeoutSeconds { get; init; }

    /// <summary>Whether the very state of <see cref="ResourceVersion"/> is wanted.</summary>
    public bool IsExact => ResourceVersionMatch == Exact || (ResourceVersionMatch.Length == 0 && Limit > 0 && ResourceVersion is not ("" or "0"));

    /// <exception cref="StatusException">The parameters are no numbers where they have to be, or do not fit together.</exception>
    public static ListOptions Parse(Query query, bool isWatch)
    {
        var options = new ListOptions
        {
            LabelSelector = query.Text("labelSelector"),
            FieldSelector = query.Text("fieldSelector"),
            ShardSelector = query.Text("shardSelector"),
            ResourceVersion = query.Text("resourceVersion"),
            ResourceVersionMatch = query.Text("resourceVersionMatch"),
            Limit = Math.Max(0, query.Number("limit") ?? 0),
            Continue = query.Text("continue"),
            SendInitialEvents = query.Flag("sendInitialEvents"),
            AllowsBookmarks = query.IsTrue("allowWatchBookmarks"),
            TimeoutSeconds = query.Number("timeoutSeconds"),
        };
        List<FieldError> errors = [.. isWatch ? options.WatchErrors() : options.ListErrors()];
        return errors.Count == 0 ? options : throw Errors.Invalid("meta.k8s.io", "ListOptions", "", errors);
    }

    /// <summary>The version as a number; 0 for none.</summary>
    /// <exception cref="FormatException">It is no number; the message is Go's.</exception>
    public ulong Version()
    {
        if (ResourceVersion.Length == 0) return 0;
        if (ulong.TryParse(ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return version;
        var isRange = ResourceVersion.All(char.IsAsciiDigit);
        throw new FormatException(
            $"resourceVersion: Invalid value: {GoText.Quote(ResourceVersion)}: strconv.ParseUint: parsing {GoText.Quote(ResourceVersion)}: " +
            (isRange ? "value out of range" : "invalid syntax"));
    }

    private IEnumerable<FieldError> ListErrors()
    {
        if (ResourceVersionMatch.Length > 0)
        {
            if (ResourceVersion.Length == 0) yield return MatchForbidden("resourceVersionMatch is forbidden unless resourceVersion is provided");
            if (Continue.Length > 0) yield return MatchForbidden("resourceVersionMatch is forbidden when continue is provided");
            if (ResourceVersionMatch is not (Exact or NotOlderThan)) yield return FieldError.NotSupported("resourceVersionMatch", ResourceVersionMatch, [Exact, NotOlderThan, ""]);
            if (ResourceVersionMatch == Exact && ResourceVersion == "0") yield return MatchForbidden("resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }

        if (SendInitialEvents is not null) yield return FieldError.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
    }

    private IEnumerable<FieldError> WatchErrors()
    {
        if (SendInitialEvents is not null && ResourceVersionMatch != NotOlderThan)
            yield return MatchForbidden("sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        if (ResourceVersionMatch.Length == 0) yield break;
        if (SendInitialEvents is null) yield return MatchForbidden("resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        if (ResourceVersionMatch != NotOlderThan) yield return FieldError.NotSupported("resourceVersionMatch", ResourceVersionMatch, [NotOlderThan]);
        if (Continue.Length > 0) yield return MatchForbidden("resourceVersionMatch is forbidden when continue is provided");
    }

    private static FieldError MatchForbidden(string why) => FieldError.Forbidden("resourceVersionMatch", why);
}
