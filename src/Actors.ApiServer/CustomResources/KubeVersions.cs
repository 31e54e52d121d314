using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.ApiServer.CustomResources;

/// <summary>Versions of APIs in the order of Kubernetes: <c>v2, v1, v1beta2, v1beta1, v1alpha1</c>, then all others by the alphabet.</summary>
internal static partial class KubeVersions
{
    /// <summary>Greater means a client prefers it.</summary>
    public static readonly IComparer<string> ByPriority = Comparer<string>.Create(Compare);

    private static int Compare(string? first, string? second)
    {
        var (isFirst, one) = Parse(first ?? "");
        var (isSecond, other) = Parse(second ?? "");
        if (!isFirst && !isSecond) return string.CompareOrdinal(second, first);
        return isFirst && isSecond ? one.CompareTo(other) : isFirst ? 1 : -1;
    }

    private static (bool IsKubeVersion, (int Stability, int Major, int Minor) Rank) Parse(string version)
    {
        var match = Pattern().Match(version);
        if (!match.Success || !int.TryParse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture, out var major)) return default;
        var minor = 0;
        if (match.Groups["minor"].Success && !int.TryParse(match.Groups["minor"].ValueSpan, CultureInfo.InvariantCulture, out minor)) return default;
        return (true, (match.Groups["stability"].Value switch { "alpha" => 0, "beta" => 1, _ => 2 }, major, minor));
    }

    [GeneratedRegex(@"\Av(?<major>[0-9]+)((?<stability>alpha|beta)(?<minor>[0-9]+))?\z")]
    private static partial Regex Pattern();
}
