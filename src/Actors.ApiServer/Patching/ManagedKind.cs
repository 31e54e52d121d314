using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Patching;

/// <summary>What a <see cref="FieldManager"/> has to know of a kind.</summary>
internal sealed record ManagedKind
{
    /// <summary>Group and version, or only the version for the core group.</summary>
    public required string ApiVersion { get; init; }

    public required string Kind { get; init; }

    /// <summary>The schema of this version.</summary>
    public required Schema Schema { get; init; }

    /// <summary>
    /// The schema of another version in which objects of the kind may have been written, by group and version; null where there is no such version any more.
    /// </summary>
    public Func<string, Schema?> SchemaOf { get; init; } = _ => null;

    /// <summary>
    /// What every object of the kind has, for ownership as good as absent: the members a built-in kind writes even where nothing is set. A create is compared
    /// with it.
    /// </summary>
    public JsonObject Zero { get; init; } = [];

    /// <summary>A group, version and kind as messages show them.</summary>
    public static string Describe(string apiVersion, string kind) => $"{(apiVersion.Contains('/') ? "" : "/")}{apiVersion}, Kind={kind}";
}
