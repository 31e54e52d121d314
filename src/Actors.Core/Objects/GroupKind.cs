namespace Actors.Objects;

/// <summary>A kind of object, whatever the version it is served in.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Kind">The kind, such as <c>Deployment</c>.</param>
public readonly record struct GroupKind(string Group, string Kind)
{
    /// <summary>Whether an <c>apiVersion</c> and a <c>kind</c>, as an owner reference has them, name this kind.</summary>
    public bool Is(string apiVersion, string kind)
    {
        ArgumentNullException.ThrowIfNull(apiVersion);
        if (kind != Kind) return false;
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Group.Length == 0 : apiVersion.AsSpan(0, slash).SequenceEqual(Group);
    }

    /// <summary>As kubectl names it: <c>Deployment.apps</c>.</summary>
    public override string ToString() => Group.Length == 0 ? Kind : $"{Kind}.{Group}";
}
