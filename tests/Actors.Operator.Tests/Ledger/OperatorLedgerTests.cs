using Actors.Engine.Tests;
using Actors.Objects;
using Actors.Operators.Hosting;
using Actors.Operators.Tests;
using Actors.Reconciling;
using Actors.Settings;
using Actors.Sharding;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Operators.Ledger.Tests;

/// <summary>A whole operator with a ledger, that is stopped and started.</summary>
public sealed class OperatorLedgerTests : IAsyncLifetime
{
    private const string Space = TestCluster.Namespace;

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger").FullName;
    private readonly Counting _reconciler = new();
    private OperatorTestKit? _kit;

    private OperatorTestKit Kit => _kit!;

    private string Db => Path.Combine(_folder, "ledger.db");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_kit is { } kit) await kit.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_reconciled_again_after_a_restart_and_what_has_is()
    {
        await StartAsync();
        string[] names = [.. Enumerable.Range(0, 20).Select(static at => $"g{at}")];
        foreach (var name in names) await CreateAsync(name);
        foreach (var name in names) await StateAsync(name, static one => one.State == ResourceState.Idle);
        await Kit.StopOperatorAsync();
        var before = _reconciler.Count;
        await Kit.Client.Resource<Gadget>().InNamespace(Space).DeleteAsync("g0");
        var changed = await Kit.Client.Resource<Gadget>().InNamespace(Space).GetAsync("g1");
        changed.Spec.Size = 7;
        await Kit.Client.Resource<Gadget>().InNamespace(Space).UpdateAsync(changed);
        await Kit.StartOperatorAsync();
        foreach (var name in names[1..])
        {
            var state = await StateAsync(name, static one => one.State == ResourceState.Idle);
            Assert.Equal(state.Generation, state.DoneGeneration);
        }

        Assert.Equal(["g1"], _reconciler.Names.Skip(before).Distinct());
        await Kit.StopOperatorAsync();
        await using var ledger = new SqliteLedger("", Db, isOwned: false, new CapturedLog());
        await ledger.OpenAsync(CancellationToken.None);
        var rows = await ledger.ReadAllAsync(CancellationToken.None);
        Assert.Equal(names[1..].Order(StringComparer.Ordinal), rows.Select(static one => one.Row.Name));
        Assert.All(rows, static one => Assert.Equal(("operator", "gadget"), (one.Operator, one.Row.Key.Controller)));
    }

    [Fact]
    public async Task Who_wants_all_reconciled_at_the_start_has_that()
    {
        await StartAsync(static options => options.ReconcileAtStart());
        await CreateAsync("a");
        await StateAsync("a", static one => one.State == ResourceState.Idle);
        await Kit.StopOperatorAsync();
        var before = _reconciler.Count;
        await Kit.StartOperatorAsync();
        await StateAsync("a", static one => one.State == ResourceState.Idle);
        Assert.True(_reconciler.Count > before);
    }

    [Fact]
    public async Task Backoff_goes_on_after_a_restart()
    {
        _reconciler.Fails = true;
        await StartAsync(static options => options.Backoff(new Backoff { Min = TimeSpan.FromHours(1), Max = TimeSpan.FromHours(2), Jitter = 0 }));
        await CreateAsync("a");
        await StateAsync("a", static one => one.State == ResourceState.Backoff);
        await Kit.StopOperatorAsync();
        var before = _reconciler.Count;
        await Kit.StartOperatorAsync();
        var state = await StateAsync("a", static one => one.State != ResourceState.Starting);
        Assert.Equal((ResourceState.Backoff, 1, "on purpose"), (state.State, state.Failures, state.LastError!.Message));
        Assert.InRange(state.DueIn!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
        Assert.Equal(before, _reconciler.Count);
    }

    [Fact]
    public async Task What_an_author_keeps_with_an_object_is_there_after_a_restart()
    {
        await StartAsync(static options => options.ReconcileAtStart());
        await CreateAsync("a");
        await StateAsync("a", static one => one.State == ResourceState.Idle);
        var runs = _reconciler.LastRuns;
        Assert.True(runs >= 1);
        await Kit.StopOperatorAsync();
        await Kit.StartOperatorAsync();
        await StateAsync("a", static one => one.State == ResourceState.Idle);
        Assert.True(_reconciler.LastRuns > runs);
    }

    [Fact]
    public async Task A_ledger_that_another_process_has_keeps_it_from_starting_and_one_that_cannot_be_used_does_not()
    {
        await using (var other = new SqliteLedger("other", Db, isOwned: true, new CapturedLog()))
        {
            await other.OpenAsync(CancellationToken.None);
            Assert.Contains("is in use by another process", (await Assert.ThrowsAsync<OperatorStartException>(() => StartAsync())).Message, StringComparison.Ordinal);
        }

        Directory.CreateDirectory(Db + "x");
        await StartAsync(file: Db + "x");
        await CreateAsync("a");
        await StateAsync("a", static one => one.State == ResourceState.Idle);
        Assert.Contains(Kit.Log, static line => line.Contains("the operator works on without it", StringComparison.Ordinal));
    }

    private async Task StartAsync(Action<ControllerOptions<Gadget>>? configure = null, string? file = null) => _kit = await OperatorTestKit.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton(_reconciler);
            builder.Services.AddSingleton(new ActorsSettings { Persistence = new PersistenceOptions { Provider = LedgerProvider.Sqlite, File = file ?? Db } });
            builder.Add<Gadget, Counting>(configure);
        },
        new OperatorTestKitOptions { Workloads = null, Definitions = [Gadget.Definition] });

    private Task<Gadget> CreateAsync(string name) => Kit.CreateAsync(new Gadget { Metadata = { Name = name, Namespace = Space }, Spec = new GadgetSpec { Size = 1 } });

    private async Task<ResourceSnapshot> StateAsync(string name, Func<ResourceSnapshot, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        var replica = Kit.Services.GetRequiredService<OperatorService>().Replica!;
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            if (await replica.AskAsync<object>(new GetNamed(replica.Controllers.All[0].Spec, new ObjectKey(Space, name))) is ResourceSnapshot state && isWanted(state)) return state;
        }
    }

    private sealed record Kept(int Runs);

    /// <summary>Counts, in what it keeps with each object and for all.</summary>
    private sealed class Counting : IReconciler<Gadget>
    {
        private readonly Lock _gate = new();
        private readonly List<string> _names = [];

        public bool Fails { get; set; }

        public int LastRuns { get; private set; }

        public int Count => Names.Count;

        public IReadOnlyList<string> Names
        {
            get
            {
                lock (_gate) return [.. _names];
            }
        }

        public async Task<Outcome> ReconcileAsync(ReconcileContext<Gadget> context, CancellationToken cancellation)
        {
            lock (_gate) _names.Add(context.Object.Metadata.Name!);
            if (Fails) throw new InvalidOperationException("on purpose");
            LastRuns = (context.State<Kept>()?.Runs ?? 0) + 1;
            context.KeepState(new Kept(LastRuns));
            var size = context.Object.Spec.Size;
            await context.UpdateStatusAsync(gadget => gadget.Status = new GadgetStatus { Phase = "Ready", Seen = size }, cancellation);
            return Outcome.Done;
        }
    }
}
