using Actors.Ingest;
using Actors.Objects;

namespace Actors.Kubernetes;

/// <summary>
/// The objects of a resource, held here: read without asking the server, found by indexes, and followed by whoever subscribes. A <see cref="Reflector"/> keeps it as the
/// server has it, a little behind. Reads are safe from all threads; what is read is as of one moment.
/// </summary>
/// <remarks>How much of each object is kept, the client says that the reflector was given.</remarks>
public sealed class ObjectCache : IObjectHandler
{
    // Guards what is held; short, so that readers do not wait for subscribers.
    private readonly Lock _gate = new();

    // Held while subscribers are told: they see changes in order, and one that comes sees all there is first.
    private readonly Lock _telling = new();
    private readonly ObjectSet _objects = new();
    private readonly Dictionary<string, IndexTable> _indexes;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IObjectHandler[] _subscribers = [];
    private string _version = "";

    /// <summary>Makes an empty cache.</summary>
    /// <exception cref="ArgumentException">Two indexes have one name.</exception>
    public ObjectCache(params IEnumerable<CacheIndex> indexes)
    {
        _indexes = new Dictionary<string, IndexTable>(StringComparer.Ordinal);
        foreach (var index in indexes)
        {
            if (!_indexes.TryAdd(index.Name, new IndexTable(index))) throw new ArgumentException($"There are two indexes of the name '{index.Name}'", nameof(indexes));
        }
    }

    /// <summary>Whether it has held, once, all that the server did.</summary>
    public bool HasSynced => _synced.Task.IsCompleted;

    /// <summary>How many objects it holds.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _objects.Count;
        }
    }

    /// <summary>Waits until <see cref="HasSynced"/>.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellation = default) => _synced.Task.WaitAsync(cancellation);

    /// <summary>The object of that name; false if there is none.</summary>
    /// <param name="namespace">Its namespace; empty for one of the whole cluster.</param>
    /// <param name="name">Its name.</param>
    /// <param name="found">The object.</param>
    public bool TryGet(string @namespace, string name, out KubernetesObject found)
    {
        lock (_gate) return _objects.TryGet(@namespace, name, out found);
    }

    /// <summary>All objects.</summary>
    public IReadOnlyList<KubernetesObject> List()
    {
        lock (_gate) return [.. _objects];
    }

    /// <summary>The objects an index has under a value.</summary>
    /// <exception cref="ArgumentException">There is no index of that name.</exception>
    public IReadOnlyList<KubernetesObject> ByIndex(string index, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_gate) return [.. Table(index)[value]];
    }

    /// <summary>All values an index has objects under.</summary>
    /// <exception cref="ArgumentException">There is no index of that name.</exception>
    public IReadOnlyList<string> IndexValues(string index)
    {
        lock (_gate) return [.. Table(index).Values];
    }

    /// <summary>
    /// Tells a handler of all that is there, as added, and from then on of each change, after the cache has taken it in. It is called where the reflector runs: what
    /// takes long there holds all up.
    /// </summary>
    /// <returns>Ends it when disposed of.</returns>
    public IDisposable Subscribe(IObjectHandler subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        lock (_telling)
        {
            foreach (var present in List()) subscriber.Added(present);
            if (HasSynced) subscriber.Synced(_version);
            _subscribers = [.. _subscribers, subscriber];
        }

        return new Subscription(this, subscriber);
    }

    void IObjectHandler.Added(KubernetesObject added)
    {
        lock (_telling)
        {
            lock (_gate)
            {
                _objects.Put(added);
                foreach (var table in _indexes.Values) table.Add(added);
            }

            foreach (var subscriber in _subscribers) subscriber.Added(added);
        }
    }

    void IObjectHandler.Modified(KubernetesObject before, KubernetesObject after)
    {
        lock (_telling)
        {
            lock (_gate)
            {
                foreach (var table in _indexes.Values) table.Remove(before);
                _objects.Put(after);
                foreach (var table in _indexes.Values) table.Add(after);
            }

            foreach (var subscriber in _subscribers) subscriber.Modified(before, after);
        }
    }

    void IObjectHandler.Deleted(KubernetesObject last)
    {
        lock (_telling)
        {
            lock (_gate)
            {
                // What is indexed is what is held, which may be older than the version that was deleted.
                if (_objects.TryGet(last.Namespace, last.Name, out var held))
                {
                    foreach (var table in _indexes.Values) table.Remove(held);
                    _objects.Remove(held);
                }
            }

            foreach (var subscriber in _subscribers) subscriber.Deleted(last);
        }
    }

    void IObjectHandler.Synced(string resourceVersion)
    {
        lock (_telling)
        {
            _version = resourceVersion;
            _synced.TrySetResult();
            foreach (var subscriber in _subscribers) subscriber.Synced(resourceVersion);
        }
    }

    void IObjectHandler.Failed(RequestFailure failure)
    {
        lock (_telling)
        {
            foreach (var subscriber in _subscribers) subscriber.Failed(failure);
        }
    }

    private IndexTable Table(string index) =>
        _indexes.TryGetValue(index, out var table)
            ? table
            : throw new ArgumentException($"The cache has no index '{index}'; it has: {(_indexes.Count == 0 ? "none" : string.Join(", ", _indexes.Keys))}", nameof(index));

    private sealed class Subscription(ObjectCache cache, IObjectHandler subscriber) : IDisposable
    {
        public void Dispose()
        {
            lock (cache._telling)
            {
                var place = Array.FindIndex(cache._subscribers, one => ReferenceEquals(one, subscriber));
                if (place >= 0) cache._subscribers = [.. cache._subscribers[..place], .. cache._subscribers[(place + 1)..]];
            }
        }
    }
}
