using System.Diagnostics.Metrics;
using Actors.Load.Objects;
using Actors.Operators;
using Actors.Operators.Hosting;
using Actors.Operators.Telemetry;
using Actors.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Actors.Load.Subjects;

/// <summary>An operator as its author would write it.</summary>
internal sealed class OperatorSubject : ISubject
{
    private readonly IHost _host;
    private readonly MeterListener _listener = new();

    /// <param name="options">How it is to run.</param>
    /// <param name="recorder">Its reconciler.</param>
    public OperatorSubject(SubjectOptions options, Recorder recorder)
    {
        var builder = OperatorBuilder.Create(SubjectOptions.Operator, []);
        builder.Host.Logging.SetMinimumLevel(LogLevel.Warning);

        // What is said on standard output is the answers.
        builder.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton(recorder);
        builder.Add<LoadDatabase, Recorded>(one =>
        {
            if (options.Selector is { } selector) one.Selector(selector);
        });
        if (options.Ledger is { } file) builder.Services.AddSingleton(new ActorsSettings { Persistence = new PersistenceOptions { Provider = LedgerProvider.Sqlite, File = file } });
        builder.Configure(one =>
        {
            one.Client = LoadCluster.NewClient(options.Server, options.Name);
            one.HasLedgerByDefault = false;
            if (options.SecretFile is not { } secret) return;
            (one.Fleet, one.Replica, one.FleetNamespace, one.LinkSecretFile) = (true, options.Name, LoadDatabase.Namespace, secret);
        });
        _host = builder.Build();
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == OperatorMetrics.MeterName && instrument.Name == "workqueue_queue_duration_seconds") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, _, _) => recorder.Wait(TimeSpan.FromSeconds(value)));
    }

    private OperatorService Service => _host.Services.GetRequiredService<OperatorService>();

    public async Task StartAsync(CancellationToken cancellation)
    {
        await _host.StartAsync(cancellation);
        _listener.Start();
    }

    public async Task<long?> EnqueuedAsync()
    {
        if (Service.NotReady is not null) return null;
        var limits = await Service.Replica!.GetLimitsAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        return limits.Controllers.Sum(static one => (long)one.Running + one.Waiting);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private sealed class Recorded(Recorder recorder) : IReconciler<LoadDatabase>
    {
        public Task<Outcome> ReconcileAsync(ReconcileContext<LoadDatabase> context, CancellationToken cancellation)
        {
            var reconciling = recorder.ReconcileAsync(context.Object, cancellation);
            return reconciling.IsCompletedSuccessfully ? Task.FromResult(Outcome.Done) : EndAsync(reconciling);
        }

        private static async Task<Outcome> EndAsync(Task reconciling)
        {
            await reconciling;
            return Outcome.Done;
        }
    }
}
