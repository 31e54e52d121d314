using System.Globalization;

namespace Actors.ApiServer.Http;

/// <summary>A range of media types out of an <c>Accept</c> header, with its parameters.</summary>
/// <param name="Type">Such as <c>application/json</c> or <c>*/*</c>.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record MediaRange(string Type, IReadOnlyDictionary<string, string> Parameters)
{
    public static MediaRange Json { get; } = new("application/json", new Dictionary<string, string>());

    /// <summary>The kind the answer shall have instead of the usual one, such as <c>Table</c>; empty for the usual one.</summary>
    public string As => Parameters.GetValueOrDefault("as", "");

    public string Group => Parameters.GetValueOrDefault("g", "");

    public string Version => Parameters.GetValueOrDefault("v", "");

    public bool IncludesJson => Type is "application/json" or "application/*" or "*/*";

    public bool IsYaml => Type == "application/yaml";

    /// <summary>The type a header names, without its parameters.</summary>
    public static string TypeOf(string header) => header.Contains(';', StringComparison.Ordinal) ? header.Split(';')[0].Trim() : header.Trim();

    /// <summary>The ranges of a header, best first.</summary>
    public static IReadOnlyList<MediaRange> ParseAll(string header)
    {
        var ranges = new List<(MediaRange Range, double Quality)>();
        foreach (var one in header.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = one.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 0) continue;
            var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var part in parts.Skip(1))
            {
                var equals = part.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0) parameters[part[..equals].Trim()] = part[(equals + 1)..].Trim().Trim('"');
            }

            var quality = double.TryParse(parameters.GetValueOrDefault("q", "1"), NumberStyles.Float, CultureInfo.InvariantCulture, out var q) ? q : 1;
            if (quality > 0) ranges.Add((new MediaRange(parts[0], parameters), quality));
        }

        return [.. ranges.OrderByDescending(static one => one.Quality).Select(static one => one.Range)];
    }
}
