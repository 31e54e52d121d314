namespace Actors.Kubernetes;

/// <summary>The server serves no such kind or resource.</summary>
public sealed class UnknownResourceException : Exception
{
    internal UnknownResourceException(string wanted, IEnumerable<ApiResource> similar, IEnumerable<string> problems)
        : base(Describe(wanted, [.. similar], [.. problems]))
    {
    }

    private static string Describe(string wanted, ApiResource[] similar, string[] problems)
    {
        var hint = similar.Length > 0
            ? $"it has {string.Join(", ", similar.Select(static one => $"{one.Kind} ({one.Resource.Resource})"))}"
            : "is its CustomResourceDefinition installed?";
        var gaps = problems.Length == 0 ? "" : $" (Not all that is served is known: {string.Join("; ", problems)})";
        return $"The server has no {wanted}; {hint}{gaps}";
    }
}
