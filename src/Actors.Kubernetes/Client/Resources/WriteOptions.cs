namespace Actors.Kubernetes;

/// <summary>What the server does about fields the kind does not have, and ones given twice.</summary>
public enum FieldValidation
{
    /// <summary>Drops them.</summary>
    Ignore,

    /// <summary>Drops them and sends a warning: what servers do if not told otherwise.</summary>
    Warn,

    /// <summary>Refuses the object.</summary>
    Strict,
}

/// <summary>How something is written.</summary>
public record WriteOptions
{
    /// <summary>Who owns the fields that are set; null for what the server makes of the user agent.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Whether to go through all of it but the change itself.</summary>
    public bool DryRun { get; init; }

    /// <summary>What to do about unknown fields; null for what the server does by itself.</summary>
    public FieldValidation? FieldValidation { get; init; }

    /// <summary>The subresource that is written, such as <c>status</c>; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    internal virtual IReadOnlyList<KeyValuePair<string, string?>> ToQuery() =>
    [
        new("fieldManager", FieldManager),
        new("dryRun", DryRun ? "All" : null),
        new("fieldValidation", FieldValidation?.ToString()),
    ];
}

/// <summary>How a patch is written.</summary>
public sealed record PatchOptions : WriteOptions
{
    /// <summary>Whether server-side apply takes fields from their other owners instead of failing with a conflict.</summary>
    public bool Force { get; init; }

    internal override IReadOnlyList<KeyValuePair<string, string?>> ToQuery() => [.. base.ToQuery(), new("force", Force ? "true" : null)];
}
