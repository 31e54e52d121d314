using System.Collections.Concurrent;
using System.Diagnostics;
using Actors.Engine.Tests;
using Actors.Kubernetes;
using Actors.Operators.Hosting;
using Actors.Operators.Tests;
using Actors.Reconciling;
using Actors.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Fleet.Tests;

/// <summary>Two whole operators at one real server, whose objects all share one key.</summary>
public sealed class FleetLimitsTests : IAsyncLifetime
{
    private const string Key = "tenant/one";
    private const int Gadgets = 12;

    private readonly ConcurrentDictionary<string, int> _reconciled = new();
    private readonly ConcurrentQueue<string> _failures = [];
    private readonly List<IHost> _replicas = [];
    private readonly string _secret = Path.GetTempFileName();
    private TestCluster _cluster = null!;
    private TaskCompletionSource _gate = Waiting.Signal();
    private int _running;
    private int _most;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_secret, "a secret of these tests".Replace(' ', '-'));
        _cluster = await TestCluster.StartAsync();
        for (var i = 0; i < Gadgets; i++) await _cluster.CreateAsync($"g{i}");
    }

    public async Task DisposeAsync()
    {
        _gate.TrySetResult();
        foreach (var replica in _replicas)
        {
            await replica.StopAsync();
            replica.Dispose();
        }

        await _cluster.DisposeAsync();
        File.Delete(_secret);
    }

    [Fact]
    public async Task A_limit_of_one_lets_one_run_on_all_replicas_together()
    {
        _gate.TrySetResult();
        await StartAsync(LimitScope.Fleet);
        _gate = Waiting.Signal();
        await ChangeAsync(2);

        // One is inside, and all others wait for it, whoever's they are.
        var all = await WhenAsync(static all => all.Sum(static one => one.Running) == 1 && all.Sum(static one => one.Waiting) == Gadgets - 1);
        var owners = all.Select(static one => OfKey(one).Owner).Distinct();
        var owner = Assert.Single(owners);
        var owned = Assert.Single(all.SelectMany(static one => one.Owned));
        Assert.Equal((Key, 1, owner, 1), (owned.Key, owned.Max, owned.Owner, owned.Running));

        // It runs for longer than a slot is good, and writes then, as that was renewed.
        var inside = Stopwatch.StartNew();
        await WhenAsync(_ => inside.Elapsed > FleetOfOperatorsTests.Quick.RenewDeadline);
        _gate.TrySetResult();
        await WhenSeenAsync(2);
        Assert.Empty(_failures);
        await WhenSeenAsync(2);
        Assert.Equal(1, _most);
        Assert.All(Names, name => Assert.True(_reconciled.GetValueOrDefault(name) > 0, $"{name} has reconciled nothing"));

        // One ends in order, be it the one that counted the key: the other goes on with all.
        await _replicas[0].StopAsync();
        await ChangeAsync(3);
        await WhenSeenAsync(3);
        Assert.Equal(1, _most);
    }

    [Fact]
    public async Task A_limit_of_one_for_each_replica_lets_one_run_on_each()
    {
        _gate.TrySetResult();
        await StartAsync(LimitScope.Replica);
        _gate = Waiting.Signal();
        await ChangeAsync(2);
        var all = await WhenAsync(static all => all.All(static one => one is { Running: 1, Waiting: > 0 }));
        Assert.All(all, static one => Assert.Null(OfKey(one).Owner));
        Assert.All(all, static one => Assert.Empty(one.Owned));
        _gate.TrySetResult();
        await WhenSeenAsync(2);
    }

    private static LimitUsage OfKey(LimitsSnapshot limits) => Assert.Single(limits.Keys, static one => one is { Key: Key, Max: 1 });

    private static IEnumerable<string> Names => ["a", "b"];

    private async Task StartAsync(LimitScope scope)
    {
        foreach (var name in Names)
        {
            var builder = OperatorBuilder.Create("gadget-operator", ["--fleet", "true", "--replica", name, "--link-secret-file", _secret]).WithoutSignals();
            builder.Host.Logging.ClearProviders();
            builder.Services.AddSingleton(new ActorsSettings { Cluster = FleetOfOperatorsTests.Quick });
            builder.Services.AddSingleton(new Scripted { OnReconcile = (context, cancellation) => ReconcileAsync(name, context, cancellation) });
            builder.Configure(options => options.Client = _cluster.Client);
            var host = builder.Add<Gadget, Scripted>(options => options.LimitPer(static _ => Key, 1, scope)).Build();
            _replicas.Add(host);
            await host.StartAsync();
        }

        await WhenSeenAsync(1);
        await FleetOfOperatorsTests.WhenOwnedAsync(_cluster, [.. Names]);
    }

    private async Task<Outcome> ReconcileAsync(string replica, ReconcileContext<Gadget> context, CancellationToken cancellation)
    {
        var running = Interlocked.Increment(ref _running);
        try
        {
            if (running > _most) _most = running;
            _reconciled.AddOrUpdate(replica, 1, static (_, before) => before + 1);
            await _gate.Task.WaitAsync(cancellation);
            var size = context.Object.Spec.Size;
            if (context.Object.Status?.Seen != size) await context.UpdateStatusAsync(gadget => gadget.Status = new GadgetStatus { Phase = replica, Seen = size }, cancellation);
            return Outcome.Done;
        }
        catch (HttpRequestException failure)
        {
            _failures.Enqueue(failure.Message);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task ChangeAsync(int size)
    {
        for (var i = 0; i < Gadgets; i++) await _cluster.Gadgets.PatchAsync($"g{i}", Patch.Merge($$$"""{"spec":{"size":{{{size}}}}}"""));
    }

    private async Task WhenSeenAsync(int size)
    {
        for (var i = 0; i < Gadgets; i++) await _cluster.WaitForGadgetAsync($"g{i}", one => one.Status?.Seen == size);
    }

    /// <summary>Asks all replicas for their limits until they are as wanted.</summary>
    private async Task<LimitsSnapshot[]> WhenAsync(Func<LimitsSnapshot[], bool> isWanted)
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        while (true)
        {
            var all = await Task.WhenAll(_replicas.Select(replica =>
                replica.Services.GetRequiredService<OperatorService>().Replica!.GetLimitsAsync(Timeout.InfiniteTimeSpan, patience.Token)));
            if (isWanted(all)) return all;
        }
    }
}
