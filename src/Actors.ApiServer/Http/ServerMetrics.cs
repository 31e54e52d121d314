using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Actors.ApiServer.Verbs;

namespace Actors.ApiServer.Http;

/// <summary>What <c>/metrics</c> shows, under the names a real server uses.</summary>
internal sealed class ServerMetrics(ObjectRegistry registry)
{
    // A client can call itself anything; what does not fit is counted together.
    private const int ClientsMax = 1000;
    private const string OtherClients = "other";

    private readonly ConcurrentDictionary<(string Verb, string Resource, int Code), StrongCount> _requests = new();
    private readonly ConcurrentDictionary<(string Client, string Verb, string Resource), ClientTally> _clients = new();
    private int _watches;

    public void Count(string verb, string resource, int code) => _requests.GetOrAdd((verb, resource, code), static _ => new StrongCount()).Increment();

    /// <summary>A request has come.</summary>
    /// <param name="userAgent">Who says to have sent it; the first word counts.</param>
    /// <param name="verb">What is asked.</param>
    /// <param name="resource">Of what; empty for none.</param>
    /// <returns>Where what is sent is to be counted.</returns>
    public ClientTally Begin(string userAgent, string verb, string resource)
    {
        var end = userAgent.IndexOf(' ', StringComparison.Ordinal);
        var key = (end < 0 ? userAgent : userAgent[..end], verb, resource);
        if (!_clients.TryGetValue(key, out var tally)) tally = _clients.GetOrAdd(_clients.Count < ClientsMax ? key : (OtherClients, verb, resource), static _ => new ClientTally());
        tally.Begin();
        return tally;
    }

    public void WatchStarted() => Interlocked.Increment(ref _watches);

    public void WatchEnded() => Interlocked.Decrement(ref _watches);

    /// <summary>All of it in Prometheus's text format.</summary>
    public string Write()
    {
        var text = new StringBuilder("# TYPE apiserver_request_total counter\n");
        foreach (var ((verb, resource, code), count) in _requests.OrderBy(static one => one.Key))
            text.Append(CultureInfo.InvariantCulture, $"apiserver_request_total{{verb=\"{verb}\",resource=\"{resource}\",code=\"{code}\"}} {count.Value}\n");
        WriteClients(text, "apiserver_client_requests_total", static tally => tally.Requests);
        WriteClients(text, "apiserver_client_sent_bytes_total", static tally => tally.Sent);
        text.Append("# TYPE apiserver_registered_watchers gauge\n").Append(CultureInfo.InvariantCulture, $"apiserver_registered_watchers {Volatile.Read(ref _watches)}\n");
        text.Append("# TYPE apiserver_storage_objects gauge\n");
        foreach (var resource in registry.Resources.All.Where(static kind => kind.HasVerb("list")).DistinctBy(static kind => kind.StorageResource))
            text.Append(CultureInfo.InvariantCulture, $"apiserver_storage_objects{{resource=\"{resource.GroupResource}\"}} {registry.LogOf(resource).Objects.Count}\n");
        text.Append("# TYPE apiserver_storage_resource_version gauge\n").Append(CultureInfo.InvariantCulture, $"apiserver_storage_resource_version {registry.Store.Version}\n");
        return text.ToString();
    }

    private void WriteClients(StringBuilder text, string name, Func<ClientTally, long> value)
    {
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} counter\n");
        foreach (var ((client, verb, resource), tally) in _clients.OrderBy(static one => one.Key))
            text.Append(CultureInfo.InvariantCulture, $"{name}{{client=\"{Escaped(client)}\",verb=\"{verb}\",resource=\"{resource}\"}} {value(tally)}\n");
    }

    private static string Escaped(string label) => label.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private sealed class StrongCount
    {
        private long _value;

        public long Value => Volatile.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }
}
