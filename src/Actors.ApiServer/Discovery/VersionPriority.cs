using System.Globalization;

namespace Actors.ApiServer.Discovery;

/// <summary>Orders versions as Kubernetes prefers them: stable ones above betas above alphas, newer above older; all others below, by their letters.</summary>
internal sealed class VersionPriority : IComparer<string>
{
    public static readonly VersionPriority Instance = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Parse(x!), Parse(y!));
        if (left is null || right is null) return left is null && right is null ? string.CompareOrdinal(y, x) : left is null ? -1 : 1;
        return left.Value.CompareTo(right.Value);
    }

    private static (int Stability, int Major, int Minor)? Parse(string version)
    {
        if (!version.StartsWith('v')) return null;
        foreach (var (word, stability) in new[] { ("alpha", 0), ("beta", 1) })
        {
            var at = version.IndexOf(word, StringComparison.Ordinal);
            if (at > 0) return Number(version[1..at], out var major) && Number(version[(at + word.Length)..], out var minor) ? (stability, major, minor) : null;
        }

        return Number(version[1..], out var number) ? (2, number, 0) : null;
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
