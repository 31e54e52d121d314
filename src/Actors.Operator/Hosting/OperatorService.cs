using Actors.Engine;
using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Operators.Events;
using Actors.Operators.Fleet;
using Actors.Operators.Ledger;
using Actors.Operators.Management;
using Actors.Operators.Running;
using Actors.Operators.Telemetry;
using Actors.Reconciling;
using Actors.Settings;
using Actors.Sharding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Hosting;

/// <summary>Runs an operator as long as its host runs.</summary>
internal sealed class OperatorService(
    OperatorOptions options, IReadOnlyList<ControllerRegistration> registrations, IServiceProvider services, OperatorMetrics metrics) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan SnapshotPatience = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Actors.Operator");
    private readonly BackgroundWork _work = new();
    private EventWriter? _events;
    private SourceStates? _sources;
    private FleetMember? _member;
    private ReconcileLog? _reconciles;
    private LedgerRunner? _ledger;
    private Replica? _replica;
    private volatile bool _isStopping;
    private volatile bool _isDraining;

    /// <summary>Why it is not ready to work; null if it is.</summary>
    public string? NotReady => StopProblem ?? (_sources is null ? "it has not started" : LeaseProblem ?? IngestProblem);

    /// <summary>Why it begins nothing new, whatever else is right; null if it does.</summary>
    public string? StopProblem => _isStopping ? "it is stopping" : _isDraining ? "it is drained" : null;

    /// <summary>Why it may not work in its fleet; null if it may, or is in none.</summary>
    public string? LeaseProblem => _member?.Problem;

    /// <summary>What is not known yet; null if all is.</summary>
    public string? IngestProblem =>
        _sources is not { } sources ? "it has not started" : sources.Missing is { Count: > 0 } missing ? $"not all is known of {string.Join(", ", missing)}" : null;

    /// <summary>What is wrong with the ledger, without which the operator works on, and forgets what it has learned if it ends; null if nothing is, or there is none.</summary>
    public string? LedgerNote => _ledger?.Problem is { } problem ? $"the database is away, and what is learned waits to be written: {problem.TrimEnd('.')}" : null;

    /// <summary>Its part in a fleet; null where there is none.</summary>
    public FleetMember? Member => _member;

    /// <summary>The actors; null before the start.</summary>
    public Replica? Replica => _replica;

    /// <summary>Whether it works at all.</summary>
    public bool IsAlive => _replica is { WhenTerminated.IsFaulted: false };

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var client = services.GetRequiredService<KubernetesClient>();
        var time = services.GetRequiredService<TimeProvider>();
        var logs = services.GetRequiredService<ILoggerFactory>();
        var controllers = new ControllerSet(Build(logs));
        _log.Starts(options.Name, string.Join(", ", controllers.All.Select(static one => one.Spec.Kind)), client.Configuration.Server);
        _events = new EventWriter(client, options.Name, time, _log);
        _sources = new SourceStates(_log);
        var settings = services.GetRequiredService<ActorsSettings>();
        var ingests = Replica.IngestsOf(controllers, options.Fleet ? settings.Cluster.NumberOfShards : 0, settings.Cluster.Ingest);
        _member = options.Fleet ? new FleetMember(client, services.GetRequiredService<Fence>(), controllers, ingests, options, settings.Cluster, _events, _work, time, _log) : null;
        _member?.Show(services.GetRequiredService<ManagementApi>().AnswerPeerAsync, services.GetRequiredService<ClusterJournal>());
        if (_member is { } member) await member.ListenAsync(cancellationToken).ConfigureAwait(false);
        _reconciles = options.ReconcileLog is { } file ? new ReconcileLog(file, options.Replica ?? "") : null;
        _ledger = await LedgerStart.OpenAsync(settings.Persistence, options, () => _replica!.Now, time, _log, cancellationToken).ConfigureAwait(false);
        _replica = new Replica(
            controllers, ingests, options.MaxConcurrent, settings, EffectsFor(controllers, client, time), _sources, _member, _ledger, time, logs.CreateLogger<ActorSystem>());
        _ = EndWithReplicaAsync(_replica);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_replica is not { } replica || _isStopping) return;
        _isStopping = true;

        // In this order: what is changed after it was said is not begun any more.
        var drained = replica.WhenTerminated.IsCompleted ? Task.CompletedTask : EndWorkAsync(replica, cancellationToken);
        _log.Stops(options.Name, options.ShutdownTimeout);
        await drained.ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
        _log.Stopped(options.Name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_replica is { } replica) await replica.DisposeAsync().ConfigureAwait(false);
        if (_ledger is { } ledger) await ledger.DisposeAsync().ConfigureAwait(false);
        if (_member is { } member) await member.DisposeAsync().ConfigureAwait(false);
        _reconciles?.Dispose();
        if (_events is { } events) await events.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Starts nothing new from now on and gives the shards away, if there is anybody to take them; the process stays until it is stopped.</summary>
    public void BeginDrain()
    {
        if (_isDraining || _isStopping || _replica is not { } replica) return;
        _isDraining = true;
        _log.Drains();
        _ = _work.WatchAsync("the drain", EndWorkAsync(replica, CancellationToken.None), CancellationToken.None);
    }

    /// <summary>Has the metrics show how the replica is now.</summary>
    public async Task RefreshMetricsAsync(CancellationToken cancellation)
    {
        if (_replica is not { WhenTerminated.IsCompleted: false } replica) return;
        try
        {
            metrics.Maxima = replica.Controllers.All.ToDictionary(static one => one.Spec.Name, static one => one.Spec.MaxConcurrent);
            metrics.Figures = await replica.GetFiguresAsync(_member?.Link, SnapshotPatience, cancellation).ConfigureAwait(false);
            metrics.Ledger = await replica.GetLedgerAsync(SnapshotPatience, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It is busy or ends: the last figures have to do.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _log.FiguresFailed(failure);
        }
    }

    private List<Controller> Build(ILoggerFactory logs)
    {
        IReadOnlyList<string> namespaces = string.IsNullOrWhiteSpace(options.Namespace)
            ? [""]
            : [.. options.Namespace.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        return
        [
            .. from registration in registrations
               let name = ControllerNames.Of(registration, registrations)
               select registration.Build(new ControllerSetup(name, namespaces, logs.CreateLogger(registration.Reconciler.FullName ?? name)), services),
        ];
    }

    private EffectRunners EffectsFor(ControllerSet controllers, KubernetesClient client, TimeProvider time)
    {
        var origin = new TraceOrigin(options.Replica ?? Environment.MachineName, services.GetRequiredService<ActorsSettings>().Cluster.NumberOfShards);
        var reconciles = new ReconcileRunner(controllers, client, _events!, metrics, options.Name, origin, time, _log);
        var objects = new ObjectRunner(controllers, client, options.Name, origin);
        var watches = new WatchRunner(client, _member?.Places);
        return new EffectRunners()
            .Add(Guarded<Reconcile>(_reconciles?.Around(reconciles.RunAsync) ?? reconciles.RunAsync), onLane: true)
            .Add(Guarded<AddFinalizer>(objects.AddFinalizerAsync))
            .Add(Guarded<RemoveFinalizer>(objects.RemoveFinalizerAsync))
            .Add<ReadChild>(objects.ReadChildAsync)
            .Add<ReadPage>(watches.ReadPageAsync)
            .Add<OpenWatch>(watches.OpenAsync)
            .Add<ReadWatch>(WatchRunner.ReadAsync, onLane: true, lendsThread: true)
            .Add<ReportSource>(_sources!.ReportAsync);
    }

    /// <summary>In a fleet nothing is done that the next owner would not know of, so what is done for objects is done under the ownership of them.</summary>
    private Func<TEffect, CancellationToken, Task<object>> Guarded<TEffect>(Func<TEffect, CancellationToken, Task<object>> run)
        where TEffect : OwnedEffect => _member is { } member ? member.Fence.Guard(run) : run;

    private Task EndWorkAsync(Replica replica, CancellationToken cancellation) =>
        new EndOfWork(options.ShutdownTimeout, services.GetRequiredService<TimeProvider>(), _log).RunAsync(replica, () => _ledger?.Problem, cancellation);

    /// <summary>A replica that broke must not look as if it worked. It keeps its Lease from nobody: that runs out.</summary>
    private async Task EndWithReplicaAsync(Replica replica)
    {
        await Task.WhenAny(replica.WhenTerminated, _work.WhenBroken).ConfigureAwait(false);
        if (replica.WhenTerminated.IsCompletedSuccessfully) return;
        if (replica.WhenTerminated.Exception?.InnerException is { } failure)
        {
            _log.Broke(options.Name, failure);
        }
        else
        {
            var broken = await _work.WhenBroken.ConfigureAwait(false);
            _log.WorkBroke(options.Name, broken.What, broken.Failure);
            replica.Break(broken.Failure);
        }

        Environment.ExitCode = 1;
        services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
    }
}
