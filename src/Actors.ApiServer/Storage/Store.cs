using System.Collections.Concurrent;
using Actors.Objects;

namespace Actors.ApiServer.Storage;

/// <summary>
/// All objects of one server: one ordered log of changes, numbered by one resource version that only grows, over one map of objects per resource. Reads take no
/// lock. Writes compare what they replace and fail if it is no longer what is stored.
/// </summary>
internal sealed class Store(StoreOptions options)
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, ResourceLog> _resources = new(StringComparer.Ordinal);
    private readonly Queue<(ResourceLog Log, int Size)> _window = new();
    private long _windowBytes;
    private ulong _version = 1;
    private TaskCompletionSource? _changed;

    /// <summary>The version of the last change.</summary>
    public ulong Version => Volatile.Read(ref _version);

    /// <summary>The part of a resource, by its group and plural name, such as <c>deployments.apps</c>.</summary>
    public ResourceLog Of(string resource) =>
        _resources.TryGetValue(resource, out var log) ? log : _resources.GetOrAdd(resource, static (_, store) => store.NewLog(), this);

    /// <summary>Adds an object; false if there is one with this key.</summary>
    public bool TryCreate(ResourceLog resource, string key, ObjectDraft draft, out KubernetesObject created)
    {
        lock (_lock)
        {
            if (resource.Objects.TryGet(key, out created)) return false;
            created = draft.WithVersion(_version + 1);
            Append(resource, WatchEventType.Added, key, created, default, resource.Objects.Set(key, created));
            return true;
        }
    }

    /// <summary>Replaces an object; false if what is stored is no longer <paramref name="expected"/>.</summary>
    public bool TryUpdate(ResourceLog resource, string key, KubernetesObject expected, ObjectDraft draft, out KubernetesObject updated)
    {
        lock (_lock)
        {
            if (!IsStill(resource, key, expected))
            {
                updated = default;
                return false;
            }

            updated = draft.WithVersion(_version + 1);
            Append(resource, WatchEventType.Modified, key, updated, expected, resource.Objects.Set(key, updated));
            return true;
        }
    }

    /// <summary>Removes an object; false if what is stored is no longer <paramref name="expected"/>.</summary>
    /// <param name="resource">Its resource.</param>
    /// <param name="key">Its key.</param>
    /// <param name="expected">The object as it is thought to be.</param>
    /// <param name="last">As it shall be seen to go, if that is not as it was.</param>
    /// <param name="deleted">As it went, at the version of its going.</param>
    public bool TryDelete(ResourceLog resource, string key, KubernetesObject expected, ObjectDraft? last, out KubernetesObject deleted)
    {
        lock (_lock)
        {
            if (!IsStill(resource, key, expected))
            {
                deleted = default;
                return false;
            }

            deleted = (last ?? ObjectDraft.Of(expected)).WithVersion(_version + 1);
            Append(resource, WatchEventType.Deleted, key, deleted, expected, resource.Objects.Remove(key));
            return true;
        }
    }

    /// <summary>Forgets all changes up to now: versions before the current one are gone.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            foreach (var log in _resources.Values) log.Compact(_version);
            _window.Clear();
            _windowBytes = 0;
        }
    }

    /// <summary>Completes when the store is at or above a version.</summary>
    public async Task WaitForAsync(ulong version, CancellationToken cancellation)
    {
        while (true)
        {
            var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var signal = Interlocked.CompareExchange(ref _changed, made, null) ?? made;
            if (Version >= version) return;
            await signal.Task.WaitAsync(cancellation);
        }
    }

    private ResourceLog NewLog()
    {
        lock (_lock) return new ResourceLog(_lock, _version);
    }

    private static bool IsStill(ResourceLog resource, string key, KubernetesObject expected) =>
        resource.Objects.TryGet(key, out var current) && current.ResourceVersionUtf8.SequenceEqual(expected.ResourceVersionUtf8);

    private void Append(ResourceLog resource, WatchEventType type, string key, KubernetesObject value, KubernetesObject previous, ObjectMap after)
    {
        var change = new Change(_version + 1, type, key, value, previous, resource.KeepsNext ? after : null);
        // The log first: who sees the version has to find the change.
        resource.Append(change, after);
        Volatile.Write(ref _version, change.Version);
        _window.Enqueue((resource, change.Size));
        _windowBytes += change.Size;
        while (_window.Count > options.WindowChanges || (_windowBytes > options.WindowBytes && _window.Count > 1))
        {
            var (log, size) = _window.Dequeue();
            _windowBytes -= size;
            log.DropOldest();
        }

        Interlocked.Exchange(ref _changed, null)?.SetResult();
    }
}
