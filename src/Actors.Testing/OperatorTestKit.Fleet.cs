using System.Globalization;
using Actors.Kubernetes.Models;
using Actors.Operators;
using Actors.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.Testing;

/// <summary>Several replicas of the operator, which share its objects as they do in a cluster.</summary>
public sealed partial class OperatorTestKit
{
    private readonly SortedDictionary<string, IHost> _replicas = new(StringComparer.Ordinal);
    private string? _linkSecret;
    private int _started;

    /// <summary>The names of the replicas that run, where the operator is a fleet.</summary>
    public IReadOnlyCollection<string> Replicas => [.. _replicas.Keys];

    /// <summary>Starts a server that knows some kinds, and so many replicas of an operator on it.</summary>
    /// <param name="replicas">How many, 1 or more.</param>
    /// <param name="configure">Adds the author's controllers, for each replica.</param>
    /// <param name="definitions">CustomResourceDefinitions, as YAML or JSON.</param>
    public static Task<OperatorTestKit> StartFleetAsync(int replicas, Action<OperatorBuilder> configure, params IReadOnlyList<string> definitions) =>
        StartFleetAsync(replicas, configure, new OperatorTestKitOptions { Definitions = definitions });

    /// <summary>Starts a server and so many replicas of an operator on it. When it ends, each has its share of the objects.</summary>
    /// <param name="replicas">How many, 1 or more.</param>
    /// <param name="configure">Adds the author's controllers, for each replica.</param>
    /// <param name="options">How they are to run.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <remarks>All replicas are in the test's process and share <see cref="Requests"/> and <see cref="Log"/>. With <see cref="ManualTime"/> their Leases last as long as the test lets them.</remarks>
    public static async Task<OperatorTestKit> StartFleetAsync(int replicas, Action<OperatorBuilder> configure, OperatorTestKitOptions options, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return await StartAsync(configure, options, async kit =>
        {
            while (kit._replicas.Count < replicas) await kit.StartUnsharedAsync(cancellation);
            await kit.WhenSharedAsync();
        }, cancellation);
    }

    /// <summary>Starts one replica more, of a name that no other has had. When it ends, it has its share of the objects.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> StartReplicaAsync(CancellationToken cancellation = default)
    {
        if (_host is not null) throw new InvalidOperationException("The operator was started by itself and not as a fleet");
        var name = await StartUnsharedAsync(cancellation);
        await WhenSharedAsync();
        return name;
    }

    /// <summary>Stops a replica as a rolling update does: it gives its objects to the others, if there are any, and running reconciles get their time. When it ends, others have what it had.</summary>
    /// <param name="name">Which, of <see cref="Replicas"/>.</param>
    public async Task StopReplicaAsync(string name)
    {
        if (!_replicas.Remove(name, out var host)) throw new ArgumentException($"There is no replica {name}: there are {string.Join(", ", _replicas.Keys)}", nameof(name));
        await StopAsync(host);
        if (_replicas.Count > 0) await WhenSharedAsync();
    }

    /// <summary>The services of a replica.</summary>
    /// <param name="name">Which, of <see cref="Replicas"/>.</param>
    public IServiceProvider ServicesOf(string name) => _replicas[name].Services;

    private async Task<string> StartUnsharedAsync(CancellationToken cancellation)
    {
        if (_linkSecret is null)
        {
            _linkSecret = Path.GetTempFileName();
            await File.WriteAllTextAsync(_linkSecret, Guid.NewGuid().ToString("N"), cancellation);
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"replica-{_started++}");
        _replicas.Add(name, await StartHostAsync(
            ["--fleet", "true", "--replica", name, "--link-secret-file", _linkSecret], builder => builder.Services.AddSingleton(new ActorsSettings { Cluster = _options.Cluster }), cancellation));
        return name;
    }

    /// <summary>Waits until the shard map gives something to each replica that runs, nothing to others, and nothing moves.</summary>
    private async Task WhenSharedAsync() => await WaitForAsync<V1ConfigMap>(_operatorClient.Configuration.Namespace, $"{_options.Name}-shards", map => map.Data?.TryGetValue("map", out var text) == true && IsShared(text));

    private bool IsShared(string map)
    {
        var owners = map.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Where(static line => !line.StartsWith("ingest ", StringComparison.Ordinal)).Select(static line => line.Split(' ')[1..]).ToList();
        return owners.TrueForAll(static one => one.Length == 1) && owners.Select(static one => one[0].Split('_')[0]).ToHashSet().SetEquals(_replicas.Keys);
    }

    private async Task StopReplicasAsync()
    {
        // The last gives to nobody what it has: so they do not hand over what nobody needs any more.
        var hosts = _replicas.Values.ToArray();
        _replicas.Clear();
        await Task.WhenAll(hosts.Select(StopAsync));
        if (_linkSecret is { } file) File.Delete(file);
    }
}
