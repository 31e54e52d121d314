using Actors.Objects;

namespace Actors.ApiServer.Storage;

/// <summary>One change of one object, as the store's log holds it and all watchers share it.</summary>
internal sealed class Change(ulong version, WatchEventType type, string key, KubernetesObject value, KubernetesObject previous, ObjectMap? after = null)
{
    private KubernetesObject _left;

    /// <summary>The version the change made: of the whole store, and of the object.</summary>
    public ulong Version { get; } = version;

    /// <summary>Added, modified or deleted.</summary>
    public WatchEventType Type { get; } = type;

    public string Key { get; } = key;

    /// <summary>The object after the change; of a deletion, as it last was but for its version, which is the deletion's.</summary>
    public KubernetesObject Object { get; } = value;

    /// <summary>The object before the change; none if it was added.</summary>
    public KubernetesObject Previous { get; } = previous;

    /// <summary>
    /// All objects of the resource after the change; null with most changes, since each map has a path to its root of its own: of many objects nearly a kilobyte.
    /// </summary>
    public ObjectMap? After { get; } = after;

    /// <summary>Bytes the log keeps alive with it.</summary>
    public int Size => Object.Json.Length + Previous.Json.Length;

    /// <summary>All objects of the resource after the change.</summary>
    /// <param name="before">Those before it.</param>
    public ObjectMap ApplyTo(ObjectMap before) => After ?? (Type == WatchEventType.Deleted ? before.Remove(Key) : before.Set(Key, Object));

    /// <summary>The previous object at this change's version: what those see go whose selector it no longer fits.</summary>
    public KubernetesObject Left
    {
        get
        {
            // Two watchers may both make it; they make the same.
            if (_left.IsEmpty) _left = Type == WatchEventType.Deleted ? Object : ObjectDraft.Of(Previous).WithVersion(Version);
            return _left;
        }
    }
}
