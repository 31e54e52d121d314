using System.Diagnostics;
using Actors.ApiServer;
using Actors.Cli.Up.Chaos;
using Actors.Cli.Up.Fleet;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;

namespace Actors.Cli.Up;

/// <summary>Runs a server, the operator's processes and their work, and ends them in the reverse order.</summary>
internal sealed class UpRun(UpOptions options, IUpView view, TextWriter errors)
{
    private const int PodsPerNode = 50;
    private const int NodesMin = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long after the operator has ended a Ctrl-C counts that both have got.</summary>
    private static readonly TimeSpan SignalDelay = TimeSpan.FromSeconds(1);

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly PhaseCounter _phases = new();
    private readonly FleetObserver _watch = new(UpNames.Fleet);
    private readonly WriteHistory _history = new();
    private readonly List<OperatorRestart> _restarts = [];

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            await using var server = await ApiServer.ApiServer.StartAsync(ServerOptions(), cancellation);
            using var files = new UpFiles(server.Address.Port, options.Kubeconfig);
            await File.WriteAllTextAsync(files.Kubeconfig, server.Kubeconfig, cancellation);
            using var client = new KubernetesClient(new KubernetesConfiguration { Server = server.Address, Origin = "actors up" });
            return await RunAsync(server.Address, client, files, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"actors up cannot start: {exception.Message}");
            return 1;
        }
    }

    /// <summary>Who ends a run under faults has no verdict.</summary>
    private int Interrupted => options.Chaos is null ? 0 : 1;

    private ApiServerOptions ServerOptions() => new()
    {
        Port = options.Port,
        // Each Database has a pod, and a node takes no more than 110.
        Workloads = new WorkloadOptions { Nodes = Math.Max(NodesMin, (options.Resources / PodsPerNode) + 1) },
        Accepted = options.Chaos is null ? null : _history.Add,
    };

    private async Task<int> RunAsync(Uri server, KubernetesClient client, UpFiles files, CancellationToken cancellation)
    {
        await using var fleet = new ReplicaFleet(options, files);
        fleet.Start();
        view.Start(StartOf(server, fleet, files), options);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var meter = new UpMeter(fleet, _watch, _phases, options.Resources, _began);
        var databases = new DatabaseFleet(client, options.Resources, deletes: options.Chaos is not null);
        var work = new UpWork(client, databases, _phases, _watch).RunAsync(options.Chaos is null ? options.ChurnPerSecond : 0, stopping.Token);
        var chaos = options.Chaos is null ? null : new ChaosRun(options, fleet, _watch, _history, databases, client, files);
        var verdict = chaos?.RunAsync(() => meter.Last.IsReady, stopping.Token);
        try
        {
            var end = await view.RunAsync(show => FollowAsync(fleet, work, () => chaos?.Progress, verdict, meter, show, cancellation));
            if (end == UpEnd.Crashed) return await ReportCrashAsync(fleet.EndedByItself!, files);
            view.End(meter.Last);
            return end == UpEnd.Interrupted ? Interrupted : verdict is null ? 0 : Judge(await verdict, files);
        }
        finally
        {
            await stopping.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (verdict is not null) await ((Task)verdict).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static UpStart StartOf(Uri server, ReplicaFleet fleet, UpFiles files) => new(
        server, files.Kubeconfig, [.. fleet.Replicas.Select(one => new StartedOperator(one.Name, one.Life.Process.Pid, files.LogOf(one.Name), UrlOf(one.Life)))],
        fleet.IsShared, fleet.IsShared ? files.Secret : null, fleet.Ledger.Place);

    /// <summary>Shows progress until it is time to end.</summary>
    private async Task<UpEnd> FollowAsync(
        ReplicaFleet fleet, Task work, Func<ChaosProgress?> chaos, Task? verdict, UpMeter meter, Action<UpProgress> show, CancellationToken cancellation)
    {
        while (true)
        {
            if (cancellation.IsCancellationRequested) return UpEnd.Interrupted;
            var progress = await meter.MeasureAsync(chaos(), CancellationToken.None) with { Restarts = [.. _restarts] };
            show(progress);
            if (options.ExitsWhenReady && progress.IsReady) return UpEnd.Done;
            if (verdict is { IsCompleted: true })
            {
                await verdict;
                return UpEnd.Done;
            }

            if (fleet.EndedByItself is { } ended)
            {
                if (await IsStoppedAsync(cancellation)) return UpEnd.Interrupted;
                if (options.Chaos is not null || !ended.HasAnswered) return UpEnd.Crashed;
                await RestartAsync(ended);
            }

            if (work.IsFaulted) await work;
            await Task.Delay(Interval, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>As a Deployment does: to see what becomes of its objects, kill it. Under chaos, which ends replicas itself, one that ends is a finding.</summary>
    private async Task RestartAsync(Replica ended)
    {
        var exitCode = await ended.Life.Process.Exited;
        await ended.ReviveAsync();
        _restarts.Add(new OperatorRestart(ended.Name, exitCode, ended.Life.Process.Pid, UrlOf(ended.Life)));
    }

    private static string UrlOf(ReplicaLife life) => $"http://127.0.0.1:{life.ManagementPort}";

    /// <summary>Ctrl-C reaches all processes, and an operator may be the first to end.</summary>
    private static async Task<bool> IsStoppedAsync(CancellationToken cancellation)
    {
        await Task.Delay(SignalDelay, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return cancellation.IsCancellationRequested;
    }

    private int Judge(ChaosVerdict verdict, UpFiles files)
    {
        view.Judge(verdict);
        if (verdict.IsGood) return 0;
        files.KeepLogs();
        errors.WriteLine($"The replicas' logs are in {files.Folder}.");
        return 1;
    }

    private async Task<int> ReportCrashAsync(Replica replica, UpFiles files)
    {
        files.KeepLogs();
        var process = replica.Life.Process;
        await errors.WriteLineAsync($"{(replica.Name == UpNames.Single ? "The operator" : replica.Name)} has ended by itself, with exit code {await process.Exited}. The last that it said (all of it is in {files.LogOf(replica.Name)}):");
        foreach (var line in process.LastLines) await errors.WriteLineAsync($"  {line}");
        return 1;
    }

    private enum UpEnd
    {
        Done,
        Interrupted,
        Crashed,
    }
}
