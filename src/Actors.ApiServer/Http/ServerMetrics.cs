using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Actors.ApiServer.Verbs;

namespace Actors.ApiServer.Http;

/// <summary>What <c>/metrics</c> shows, under the names a real server uses.</summary>
internal sealed class ServerMetrics(ObjectRegistry registry)
{
    private readonly ConcurrentDictionary<(string Verb, string Resource, int Code), StrongCount> _requests = new();
    private int _watches;

    public void Count(string verb, string resource, int code) => _requests.GetOrAdd((verb, resource, code), static _ => new StrongCount()).Increment();

    public void WatchStarted() => Interlocked.Increment(ref _watches);

    public void WatchEnded() => Interlocked.Decrement(ref _watches);

    /// <summary>All of it in Prometheus's text format.</summary>
    public string Write()
    {
        var text = new StringBuilder("# TYPE apiserver_request_total counter\n");
        foreach (var ((verb, resource, code), count) in _requests.OrderBy(static one => one.Key))
            text.Append(CultureInfo.InvariantCulture, $"apiserver_request_total{{verb=\"{verb}\",resource=\"{resource}\",code=\"{code}\"}} {count.Value}\n");
        text.Append("# TYPE apiserver_registered_watchers gauge\n").Append(CultureInfo.InvariantCulture, $"apiserver_registered_watchers {Volatile.Read(ref _watches)}\n");
        text.Append("# TYPE apiserver_storage_objects gauge\n");
        foreach (var resource in registry.Resources.All.Where(static kind => kind.HasVerb("list")).DistinctBy(static kind => kind.StorageResource))
            text.Append(CultureInfo.InvariantCulture, $"apiserver_storage_objects{{resource=\"{resource.GroupResource}\"}} {registry.LogOf(resource).Objects.Count}\n");
        text.Append("# TYPE apiserver_storage_resource_version gauge\n").Append(CultureInfo.InvariantCulture, $"apiserver_storage_resource_version {registry.Store.Version}\n");
        return text.ToString();
    }

    private sealed class StrongCount
    {
        private long _value;

        public long Value => Volatile.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }
}
