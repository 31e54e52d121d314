using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>How times are written, and what a server says of those that are not.</summary>
internal static class TimeForm
{
    public const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    public const string Microseconds = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The error of a text that is no time.</summary>
    public static string Problem(string text, string form)
    {
        var layout = form == Seconds ? "2006-01-02T15:04:05Z07:00" : "2006-01-02T15:04:05.000000Z07:00";
        return $"parsing time {GoText.Quote(text)} as {GoText.Quote(layout)}: cannot parse {GoText.Quote(text)} as \"2006\"";
    }
}
