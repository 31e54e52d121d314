using System.Diagnostics;
using Actors.ApiServer;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Objects;

namespace Actors.Cli.Up;

/// <summary>Runs a server, an operator and its work, and ends them in the reverse order.</summary>
internal sealed class UpRun(UpOptions options, IUpView view, TextWriter errors)
{
    private const int PodsPerNode = 50;
    private const int NodesMin = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long after the operator has ended a Ctrl-C counts that both have got.</summary>
    private static readonly TimeSpan SignalDelay = TimeSpan.FromSeconds(1);

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly PhaseCounter _phases = new();

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            await using var server = await ApiServer.ApiServer.StartAsync(new ApiServerOptions { Port = options.Port, Workloads = Workloads() }, cancellation);
            using var files = new UpFiles(server.Address.Port, options.Kubeconfig);
            await File.WriteAllTextAsync(files.Kubeconfig, server.Kubeconfig, cancellation);
            using var client = new KubernetesClient(new KubernetesConfiguration { Server = server.Address, Origin = "actors up" });
            return await RunAsync(server.Address, client, files, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"actors up cannot start: {exception.Message}");
            return 1;
        }
    }

    // Each Database has a pod, and a node takes no more than 110.
    private WorkloadOptions Workloads() => new() { Nodes = Math.Max(NodesMin, (options.Resources / PodsPerNode) + 1) };

    private async Task<int> RunAsync(Uri server, KubernetesClient client, UpFiles files, CancellationToken cancellation)
    {
        var managementPort = OperatorProcess.FreePort();
        await using var process = OperatorProcess.Start(files.Kubeconfig, managementPort, files.Log);
        view.Start(new UpStart(server, files.Kubeconfig, process.Pid, files.Log), options);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var management = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{managementPort}"), Timeout = TimeSpan.FromSeconds(2) };
        var meter = new UpMeter(management, _phases, options.Resources, _began);
        var work = WorkAsync(client, stopping.Token);
        try
        {
            var exitCode = await view.RunAsync(show => FollowAsync(process, work, meter, show, cancellation));
            if (exitCode == 0) view.End(meter.Last);
            else await ReportCrashAsync(process, files);
            return exitCode;
        }
        finally
        {
            await stopping.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Creates the Databases, then changes them, and counts them all the time.</summary>
    private async Task WorkAsync(KubernetesClient client, CancellationToken cancellation)
    {
        var resource = new GroupVersionResource("example.com", "v1alpha1", "databases");
        await WaitForDefinitionAsync(client.Resource(resource), cancellation);
        var counting = new Reflector(client.Resource(resource, ObjectContent.WithoutManagedFields), _phases).RunAsync(cancellation);
        var fleet = new DatabaseFleet(client, options.Resources);
        await fleet.CreateAsync(cancellation);
        await fleet.ChurnAsync(options.ChurnPerSecond, cancellation);
        await counting;
    }

    /// <summary>The operator brings it.</summary>
    private static async Task WaitForDefinitionAsync(ResourceClient<KubernetesObject> databases, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await databases.ListAsync(new ListOptions { Limit = 1 }, cancellation);
                return;
            }
            catch (KubernetesException failure) when (failure.IsNotFound)
            {
                await Task.Delay(Interval, cancellation);
            }
        }
    }

    /// <summary>Shows progress until it is time to end: the exit code then.</summary>
    private async Task<int> FollowAsync(OperatorProcess process, Task work, UpMeter meter, Action<UpProgress> show, CancellationToken cancellation)
    {
        while (true)
        {
            if (cancellation.IsCancellationRequested) return 0;
            var progress = await meter.MeasureAsync(CancellationToken.None);
            show(progress);
            if (options.ExitsWhenReady && progress.IsReady) return 0;
            if (process.Exited.IsCompleted) return await IsStoppedAsync(cancellation) ? 0 : 1;
            if (work.IsFaulted) await work;
            await Task.WhenAny(process.Exited, Task.Delay(Interval, cancellation));
        }
    }

    /// <summary>Ctrl-C reaches both processes, and the operator may be the first to end.</summary>
    private static async Task<bool> IsStoppedAsync(CancellationToken cancellation)
    {
        await Task.Delay(SignalDelay, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return cancellation.IsCancellationRequested;
    }

    private async Task ReportCrashAsync(OperatorProcess process, UpFiles files)
    {
        files.KeepLog();
        await errors.WriteLineAsync($"The operator has ended by itself, with exit code {await process.Exited}. The last that it said (all of it is in {files.Log}):");
        foreach (var line in process.LastLines) await errors.WriteLineAsync($"  {line}");
    }
}
