using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Workers;

/// <summary>Names a stored object.</summary>
internal readonly record struct ObjectReference(ResourceKind Kind, string Key)
{
    public string Namespace => Kind.IsNamespaced ? Key[..Key.IndexOf('/', StringComparison.Ordinal)] : "";

    public string Name => Key[(Key.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public bool Equals(ObjectReference other) => Key == other.Key && Kind.StorageResource == other.Kind.StorageResource;

    public override int GetHashCode() => HashCode.Combine(Key, Kind.StorageResource);
}
