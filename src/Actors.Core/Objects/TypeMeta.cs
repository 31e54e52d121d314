namespace Actors.Objects;

/// <summary><c>apiVersion</c> and <c>kind</c>, for objects that come without: the items of built-in lists.</summary>
internal readonly ref struct TypeMeta(ReadOnlySpan<byte> apiVersion, ReadOnlySpan<byte> kind)
{
    public ReadOnlySpan<byte> ApiVersion { get; } = apiVersion;

    public ReadOnlySpan<byte> Kind { get; } = kind;
}
