using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Actors.ApiServer.Schemas;

/// <summary>
/// A regular expression in the syntax of Go (RE2), run by .NET. Matching takes time linear in the text, as there, so that no pattern and no text can stop the
/// server; the few patterns .NET's linear engine refuses run under a time limit.
/// </summary>
internal sealed class GoRegex
{
    /// <summary>Far more than all definitions of a cluster have; without a bound, refused definitions would fill memory.</summary>
    private const int CacheMax = 20_000;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(250);

    private static readonly ConcurrentDictionary<string, GoRegex> Cache = new(StringComparer.Ordinal);

    private readonly Lazy<Regex>? _regex;

    private GoRegex(string pattern)
    {
        Pattern = pattern;
        var translation = RegexTranslator.Translate(pattern);
        Error = translation.Error;
        if (Error is null) _regex = new Lazy<Regex>(() => Build(translation.Pattern));
    }

    public string Pattern { get; }

    /// <summary>Why Go would not compile it, as it says it; null if it does.</summary>
    public string? Error { get; }

    /// <summary>The expression, made once for each pattern in the process.</summary>
    public static GoRegex Of(string pattern)
    {
        if (Cache.TryGetValue(pattern, out var known)) return known;
        if (Cache.Count >= CacheMax) Cache.Clear();
        return Cache.GetOrAdd(pattern, static text => new GoRegex(text));
    }

    /// <summary>Whether any part of the text matches; never if the pattern is broken.</summary>
    public bool IsMatch(string text)
    {
        try
        {
            return _regex is not null && _regex.Value.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static Regex Build(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, TimeLimit);
        }
    }
}
