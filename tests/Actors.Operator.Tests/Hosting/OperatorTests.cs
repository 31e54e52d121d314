using System.Text.RegularExpressions;
using Actors.Engine.Tests;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Hosting;
using Actors.Operators.Management;
using Actors.Operators.Running;
using Actors.Sharding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Tests.Hosting;

/// <summary>A whole operator at a real server.</summary>
public sealed class OperatorTests : IAsyncLifetime
{
    private readonly OperatorLogLines _log = new();
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(isDefined: false);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task An_object_is_reconciled_its_child_made_again_and_cleaned_up_after()
    {
        await _cluster.DefineAsync();
        var cleaned = Waiting.Signal<string>();
        var reconciler = new ScriptedWithFinalizer { OnReconcile = ReconcileAsync };
        reconciler.OnFinalize = (context, _) =>
        {
            cleaned.TrySetResult(context.Object.Metadata.Name!);
            return Task.FromResult(Outcome.Done);
        };
        await _cluster.CreateAsync("before", size: 1);
        using var host = await StartAsync<ScriptedWithFinalizer>(reconciler, static options => options.Owns<V1ConfigMap>());
        await _cluster.CreateAsync("after", size: 2);
        var before = await _cluster.WaitForGadgetAsync("before", static one => one.Status?.Phase == "Ready");
        var after = await _cluster.WaitForGadgetAsync("after", static one => one.Status?.Phase == "Ready");
        Assert.Equal((1, 2), (before.Status!.Seen, after.Status!.Seen));
        Assert.Equal(["gadgets.test.example.com/finalizer"], after.Metadata.Finalizers);
        Assert.Equal("2", (await _cluster.ConfigMaps.GetAsync("after")).Data!["size"]);

        // Changed by its user, and its child by somebody else.
        await _cluster.Gadgets.PatchAsync("after", Kubernetes.Patch.Merge("""{"spec":{"size":3}}"""));
        await TestCluster.WaitAsync(_cluster.ConfigMaps, "after", static one => one?.Data?["size"] == "3");
        await _cluster.ConfigMaps.PatchAsync("after", Kubernetes.Patch.Merge("""{"data":{"size":"77"}}"""));
        await TestCluster.WaitAsync(_cluster.ConfigMaps, "after", static one => one?.Data?["size"] == "3");
        var uid = (await _cluster.ConfigMaps.GetAsync("after")).Metadata.Uid;
        await _cluster.ConfigMaps.DeleteAsync("after");
        await TestCluster.WaitAsync(_cluster.ConfigMaps, "after", one => one is not null && one.Metadata.Uid != uid);

        await _cluster.Gadgets.DeleteAsync("after");
        Assert.Equal("after", await cleaned.Task.Soon());
        await TestCluster.WaitAsync(_cluster.Gadgets, "after", static one => one is null);
        await host.StopAsync();
        Assert.Empty(_log.Of(nameof(OperatorLog.Failed)));
    }

    [Fact]
    public async Task A_definition_that_comes_late_is_waited_for_and_the_state_shown()
    {
        using var host = await StartAsync<Scripted>(new Scripted { OnReconcile = ReconcileAsync }, static options => options.Owns<V1ConfigMap>());
        using var http = new HttpClient { BaseAddress = host.Services.GetRequiredService<ManagementService>().Address };
        Assert.Equal("ok\n", await http.GetStringAsync("/livez"));
        using (var early = await http.GetAsync("/readyz"))
        {
            Assert.Equal(503, (int)early.StatusCode);
            Assert.Contains("not all is known of Gadget.test.example.com", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await _log.WhenSaid(nameof(OperatorLog.SourceFailed));
        await _cluster.DefineAsync();
        await _cluster.CreateAsync("one", size: 1);
        await _cluster.WaitForGadgetAsync("one", static one => one.Status?.Phase == "Ready");
        Assert.Equal("ok\n", await http.GetStringAsync("/readyz"));

        // The status is there before the reconcile that has written it has ended and is counted.
        await Waiting.UntilAsync(() => http.GetStringAsync("/metrics"), static metrics => Regex.IsMatch(metrics, "controller_runtime_reconcile_total\\{controller=\"gadget\",result=\"success\"\\} [1-9]"));
        Assert.Contains(
            _log.Of(nameof(OperatorLog.SourceFailed)), static line => line.Contains("the CustomResourceDefinition of Gadget.test.example.com is not there (yet)", StringComparison.Ordinal));
        await host.StopAsync();
    }

    [Fact]
    public async Task What_runs_gets_its_time_when_the_operator_stops()
    {
        await _cluster.DefineAsync();
        var (begun, go) = (Waiting.Signal(), Waiting.Signal());
        var reconciler = new Scripted
        {
            OnReconcile = async (context, cancellation) =>
            {
                begun.TrySetResult();
                await go.Task.Soon();
                await context.UpdateStatusAsync(static gadget => gadget.Status = new GadgetStatus { Phase = "Ended" }, cancellation);
                return Outcome.Done;
            },
        };
        using var host = await StartAsync<Scripted>(reconciler);
        await _cluster.CreateAsync("one");
        await begun.Task.Soon();
        var stopping = host.StopAsync();
        await _cluster.CreateAsync("two");
        Assert.False(stopping.IsCompleted);
        go.SetResult();
        await stopping.Soon();
        Assert.Equal("Ended", (await _cluster.Gadgets.GetAsync("one")).Status?.Phase);
        Assert.Null((await _cluster.Gadgets.GetAsync("two")).Status);
        Assert.Empty(_log.Of(nameof(OperatorLog.NotDrained)));
        Assert.Single(_log.Of(nameof(OperatorLog.Stopped)));
    }

    [Fact]
    public async Task What_does_not_end_in_time_is_cancelled()
    {
        await _cluster.DefineAsync();
        var (begun, cancelled) = (Waiting.Signal(), Waiting.Signal());
        var reconciler = new Scripted
        {
            OnReconcile = async (_, cancellation) =>
            {
                begun.TrySetResult();
                using var registration = cancellation.Register(() => cancelled.TrySetResult());
                await cancelled.Task.Soon();
                return Outcome.Done;
            },
        };
        using var host = await StartAsync<Scripted>(reconciler, shutdown: TimeSpan.FromMilliseconds(100));
        await _cluster.CreateAsync("one");
        await begun.Task.Soon();
        await host.StopAsync().Soon();
        await cancelled.Task.Soon();
        Assert.Single(_log.Of(nameof(OperatorLog.NotDrained)));
    }

    [Fact]
    public async Task A_change_of_what_is_referred_to_or_mapped_has_it_reconciled()
    {
        await _cluster.DefineAsync();
        var seen = 0;
        var reconciler = new Scripted
        {
            OnReconcile = async (context, cancellation) =>
            {
                var count = Interlocked.Increment(ref seen);
                await context.UpdateStatusAsync(gadget => gadget.Status = new GadgetStatus { Phase = "Ready", Seen = count }, cancellation);
                return Outcome.Done;
            },
        };
        using var host = await StartAsync<Scripted>(reconciler, static options => options
            .WhereGenerationChanges()
            .References<V1Secret>(static gadget => [new ObjectKey("default", $"{gadget.Metadata.Name}-secret")])
            .Watches<V1ConfigMap>(static config => [new ObjectKey("default", config.Data?["gadget"] ?? "")]));
        await _cluster.CreateAsync("one");
        await _cluster.WaitForGadgetAsync("one", static one => one.Status?.Seen == 1);
        await _cluster.Client.Resource<V1Secret>().CreateAsync(new V1Secret { Metadata = { Name = "one-secret", Namespace = "default" } });
        await _cluster.WaitForGadgetAsync("one", static one => one.Status?.Seen == 2);
        await _cluster.ConfigMaps.CreateAsync(new V1ConfigMap { Metadata = { Name = "any", Namespace = "default" }, Data = new Dictionary<string, string> { ["gadget"] = "one" } });
        await _cluster.WaitForGadgetAsync("one", static one => one.Status?.Seen == 3);
        await host.StopAsync();
    }

    [Fact]
    public async Task It_finds_the_cluster_by_a_kubeconfig_and_counts_what_it_asks()
    {
        await _cluster.DefineAsync();
        var kubeconfig = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(kubeconfig, _cluster.Kubeconfig);
            using var host = await StartAsync<Scripted>(new Scripted { OnReconcile = ReconcileAsync }, args: ["--kubeconfig", kubeconfig, "--namespace=default"]);
            await _cluster.CreateAsync("one");
            await _cluster.WaitForGadgetAsync("one", static one => one.Status?.Phase == "Ready");
            using var http = new HttpClient { BaseAddress = host.Services.GetRequiredService<ManagementService>().Address };
            Assert.Matches("rest_client_requests_total\\{code=\"20[01]\",host=\"[^\"]+\",method=\"PATCH\"\\} [1-9]", await http.GetStringAsync("/metrics"));
            await host.StopAsync();
        }
        finally
        {
            File.Delete(kubeconfig);
        }
    }

    [Fact]
    public async Task It_measures_its_queue_under_the_names_of_client_go()
    {
        await _cluster.DefineAsync();
        var attempts = 0;
        var (begun, go) = (Waiting.Signal(), Waiting.Signal());
        var reconciler = new Scripted
        {
            OnReconcile = async (context, cancellation) =>
            {
                if (Interlocked.Increment(ref attempts) == 1) throw new InvalidOperationException("as it was told to");
                begun.TrySetResult();
                await go.Task.Soon();
                return await ReconcileAsync(context, cancellation);
            },
        };
        using var host = await StartAsync<Scripted>(reconciler, static options => options.MaxConcurrent(1));
        using var http = new HttpClient { BaseAddress = host.Services.GetRequiredService<ManagementService>().Address };
        await _cluster.CreateAsync("one");
        await begun.Task.Soon();
        await _cluster.CreateAsync("two");
        await _cluster.CreateAsync("three");
        const string Labels = "{controller=\"gadget\",name=\"gadget\"}";
        while (!(await http.GetStringAsync("/metrics")).Contains($"workqueue_depth{Labels} 2\n", StringComparison.Ordinal))
        {
            // The watch brings them.
        }

        go.SetResult();
        await _cluster.WaitForGadgetAsync("two", static one => one.Status?.Phase == "Ready");
        await _cluster.WaitForGadgetAsync("three", static one => one.Status?.Phase == "Ready");
        await host.Services.GetRequiredService<OperatorService>().Replica!.DrainAsync(Waiting.Limit, CancellationToken.None);
        var text = await http.GetStringAsync("/metrics");
        foreach (var line in new[] { "depth{0} 0", "adds_total{0} 4", "retries_total{0} 1", "queue_duration_seconds_count{0} 4", "work_duration_seconds_count{0} 4" })
            Assert.Contains($"workqueue_{line.Replace("{0}", Labels, StringComparison.Ordinal)}\n", text, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task One_whose_actors_broke_ends_and_says_so()
    {
        await _cluster.DefineAsync();
        using var host = await StartAsync<Scripted>(new Scripted());
        var stopping = Waiting.Signal();
        using var registration = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        var running = host.WaitForShutdownAsync();
        try
        {
            // The region knows of no such controller, and what it does not know it cannot have lost.
            host.Services.GetRequiredService<OperatorService>().Replica!.Region.Tell(new ReconcileNamed(TestRun.NewController(new Scripted()).Spec, new ObjectKey("", "one")));
            await stopping.Task.Soon();
            await running.Soon();
            Assert.Equal(1, Environment.ExitCode);
        }
        finally
        {
            Environment.ExitCode = 0;
        }

        Assert.Equal(["Operator gadget-operator ends, as what it holds cannot be trusted any more; start it again"], _log.Of(nameof(OperatorLog.Broke)));
    }

    private static async Task<Outcome> ReconcileAsync(ReconcileContext<Gadget> context, CancellationToken cancellation)
    {
        var size = context.Object.Spec.Size;
        var config = new V1ConfigMap { Metadata = { Name = context.Object.Metadata.Name }, Data = new Dictionary<string, string> { ["size"] = $"{size}" } };
        await context.ApplyAsync(config, cancellation);
        await context.UpdateStatusAsync(gadget => gadget.Status = new GadgetStatus { Phase = "Ready", Seen = size }, cancellation);
        return Outcome.Done;
    }

    private async Task<IHost> StartAsync<TReconciler>(TReconciler reconciler, Action<ControllerOptions<Gadget>>? configure = null, TimeSpan? shutdown = null, params string[] args)
        where TReconciler : class, IReconciler<Gadget>
    {
        var builder = OperatorBuilder.Create("gadget-operator", ["--management-port=0", .. args]).WithoutSignals();
        builder.Host.Logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton(reconciler);
        builder.Configure(options => (options.Client, options.ShutdownTimeout) = (args.Length == 0 ? _cluster.Client : null, shutdown ?? Waiting.Limit));
        var host = builder.Add<Gadget, TReconciler>(configure).Build();
        await host.StartAsync();
        return host;
    }
}
