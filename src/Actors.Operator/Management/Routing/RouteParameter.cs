namespace Actors.Operators.Management;

/// <summary>A parameter of a route's query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it says, with its default.</param>
/// <param name="Type">The type of its values as OpenAPI has it: <c>string</c>, <c>integer</c>, <c>boolean</c>.</param>
/// <param name="IsRequired">Whether it must be given.</param>
internal sealed record RouteParameter(string Name, string Summary, string Type = "string", bool IsRequired = false)
{
    public static RouteParameter Scope { get; } = new("scope", "replica: the one asked, which is the default; fleet: all, merged");

    public static RouteParameter Replica { get; } = new("replica", "Who is to answer instead of the replica asked; its full name or the part before '_'");

    public static RouteParameter Limit { get; } = new("limit", $"How many at most, 1 to {PageMax}; default 100", "integer");

    public static RouteParameter Continue { get; } = new("continue", "What the page before has given, to go on from there");

    public static RouteParameter Kind { get; } = new("kind", "Of which kind; kind, singular or plural, with or without .group");

    public static RouteParameter Namespace { get; } = new("namespace", "In which namespace; default all");

    public static RouteParameter States { get; } = new("state", "In which states, separated by commas; default all");

    /// <summary>The most a page holds.</summary>
    public const int PageMax = 500;
}
