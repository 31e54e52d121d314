namespace Actors.ApiServer.Resources;

/// <summary>A part of an object with a path of its own, as discovery shows it.</summary>
/// <param name="Name">Such as <c>status</c>.</param>
/// <param name="Group">The group of the kind it speaks, if that is not the object's; with <paramref name="Version"/>.</param>
/// <param name="Version">The version of that kind.</param>
/// <param name="Kind">The kind it speaks.</param>
/// <param name="Verbs">What can be done with it.</param>
internal sealed record Subresource(string Name, string Group, string Version, string Kind, IReadOnlyList<string> Verbs)
{
    private static readonly string[] ReadAndChange = ["get", "patch", "update"];

    public static Subresource Status(string kind) => new("status", "", "", kind, ReadAndChange);

    public static Subresource Scale { get; } = new("scale", "autoscaling", "v1", "Scale", ReadAndChange);
}
