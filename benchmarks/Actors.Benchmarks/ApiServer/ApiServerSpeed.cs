using System.Diagnostics;
using System.Globalization;
using System.Text;
using Actors.ApiServer;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;

namespace Actors.Benchmarks.ApiServer;

/// <summary>
/// What the embedded API server does over HTTP, in a process of its own with this one as its client, both on the cores there are. A real kube-apiserver v1.36 on two cores,
/// measured alike: 1,139 creates/s, 10,000 objects listed in 0.95 s.
/// </summary>
internal static class ApiServerSpeed
{
    private const int Writers = 24;
    private const int Watchers = 100;
    private const int Changes = 3_000;
    private const int WarmUp = 2_000;
    private const int WatchWarmUp = 10_000;
    private static readonly GroupVersionResource Databases = new("bench.example.com", "v1alpha1", "databases");

    /// <summary>The server's process: prints its address and serves until its input ends.</summary>
    /// <param name="simulatesWorkloads">Whether it has controllers and nodes.</param>
    public static async Task<int> ServeAsync(bool simulatesWorkloads)
    {
        await using var server = await Actors.ApiServer.ApiServer.StartAsync(
            new ApiServerOptions { Workloads = simulatesWorkloads ? new WorkloadOptions() : null });
        Console.WriteLine(server.Address);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <param name="part">Which figures are wanted: <c>writes</c>, <c>watch</c> or <c>memory</c>; empty for all.</param>
    public static async Task<int> RunAsync(string part)
    {
        using var process = ServerProcess.Start();
        var address = new Uri((await process.StandardOutput.ReadLineAsync())!);
        using var client = new KubernetesClient(new KubernetesConfiguration { Server = address });
        await DefineAsync(client);
        var before = Memory(process);
        await CreateAsync(client, 0, WarmUp);
        if (part is "" or "writes")
        {
            Report("creates/s", 10_000 / await CreateAsync(client, WarmUp, 12_000));
            Report("status patches/s", 10_000 / await PatchAsync(client, WarmUp, 12_000));
            Report("list of 12,000 objects, ms", 1000 * await ListAsync(client));
        }

        if (part is "" or "watch") await ReportWatchAsync(client, address, process);
        if (part is "" or "memory") await ReportMemoryAsync(client, part.Length == 0 ? 12_000 : WarmUp, process, before);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return 0;
    }

    /// <summary>Changes while many watch: how many events reach them in a second, all together; and what the changes cost with nobody watching.</summary>
    private static async Task ReportWatchAsync(KubernetesClient client, Uri address, Process server)
    {
        var version = (await client.Resource(Databases).ListAsync(new ListOptions { Limit = 1 })).ResourceVersion;
        using var watchers = await WatchLoad.StartAsync(address, $"/apis/bench.example.com/v1alpha1/databases?watch=true&resourceVersion={version}", Watchers);
        var warm = watchers.ReceiveAsync(WatchWarmUp);
        await RelabelAsync(client, 0, WatchWarmUp);
        await warm;
        var (start, ownBefore, serverBefore) = (Stopwatch.GetTimestamp(), Cpu(Process.GetCurrentProcess()), Cpu(server));
        var delivered = watchers.ReceiveAsync(Changes);
        var writing = await RelabelAsync(client, WatchWarmUp, WatchWarmUp + Changes);
        await delivered;
        Report($"deliveries/s to {Watchers} watchers", Watchers * Changes / Stopwatch.GetElapsedTime(start).TotalSeconds);
        Report("  of that time the changes took, %", 100 * writing / Stopwatch.GetElapsedTime(start).TotalSeconds);
        Report("  events a read of the client brought", watchers.EventsPerRead);
        Report("  CPU of the server, ms", (Cpu(server) - serverBefore).TotalMilliseconds);
        Report("  CPU of the client, ms", (Cpu(Process.GetCurrentProcess()) - ownBefore).TotalMilliseconds);
    }

    private static async Task ReportMemoryAsync(KubernetesClient client, int from, Process server, long before)
    {
        await CreateAsync(client, from, 100_000);
        Report("memory of 100,000 objects, MB", (Memory(server) - before) / 1e6);
    }

    public static async Task DefineAsync(KubernetesClient client)
    {
        const string Definition =
            """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"databases.bench.example.com"},
             "spec":{"group":"bench.example.com","scope":"Namespaced","names":{"plural":"databases","singular":"database","kind":"Database"},
             "versions":[{"name":"v1alpha1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{"type":"object","properties":{
               "spec":{"type":"object","required":["engine"],"properties":{"engine":{"type":"string","enum":["PostgreSQL","MySQL","MongoDB"]},"version":{"type":"string"},
                 "storageSize":{"type":"string"},"username":{"type":"string"},"replicas":{"type":"integer","minimum":0,"default":1},
                 "parameters":{"type":"object","additionalProperties":{"type":"string"}}}},
               "status":{"type":"object","properties":{"phase":{"type":"string"},"observedGeneration":{"type":"integer"}}}}}}}]}}
            """;
        var path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        (await client.Rest.SendAsync(new RestRequest(HttpMethod.Post, path) { Body = Encoding.UTF8.GetBytes(Definition) })).Dispose();
        while (true)
        {
            try
            {
                await client.Resource(Databases).ListAsync(new ListOptions { Limit = 1 });
                return;
            }
            catch (KubernetesException failure) when (failure.IsNotFound)
            {
                await Task.Delay(20);
            }
        }
    }

    private static Task<double> CreateAsync(KubernetesClient client, int from, int to)
    {
        var padding = new string('x', 900);
        return ForAllAsync(from, to, async number =>
        {
            var json = $$$$"""{"apiVersion":"bench.example.com/v1alpha1","kind":"Database","metadata":{"name":"db-{{{{number:000000}}}}","namespace":"default","labels":{"app":"bench","bucket":"{{{{number % 20}}}}"}},"spec":{"engine":"PostgreSQL","version":"16","storageSize":"10Gi","username":"admin","replicas":1,"parameters":{"p":"{{{{padding}}}}"}}}""";
            var request = new RestRequest(HttpMethod.Post, "/apis/bench.example.com/v1alpha1/namespaces/default/databases") { Body = Encoding.UTF8.GetBytes(json) };
            (await client.Rest.SendAsync(request)).Dispose();
        });
    }

    private static Task<double> PatchAsync(KubernetesClient client, int from, int to)
    {
        var body = """{"status":{"phase":"Ready","observedGeneration":1}}"""u8.ToArray();
        return ForAllAsync(from, to, async number =>
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/apis/bench.example.com/v1alpha1/namespaces/default/databases/db-{number:000000}/status");
            (await client.Rest.SendAsync(new RestRequest(HttpMethod.Patch, path) { Body = body, ContentType = "application/merge-patch+json" })).Dispose();
        });
    }

    private static async Task<double> ListAsync(KubernetesClient client)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var start = Stopwatch.GetTimestamp();
            (await client.Rest.SendAsync(new RestRequest(HttpMethod.Get, "/apis/bench.example.com/v1alpha1/databases"))).Dispose();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private static Task<double> RelabelAsync(KubernetesClient client, int from, int to) => ForAllAsync(from, to, async number =>
    {
        var body = Encoding.UTF8.GetBytes($$"""{ "metadata": { "labels": { "changed": "{{number}}" } } }""");
        var path = string.Create(CultureInfo.InvariantCulture, $"/apis/bench.example.com/v1alpha1/namespaces/default/databases/db-{number % WarmUp:000000}");
        (await client.Rest.SendAsync(new RestRequest(HttpMethod.Patch, path) { Body = body, ContentType = "application/merge-patch+json" })).Dispose();
    });

    private static async Task<double> ForAllAsync(int from, int to, Func<int, Task> act)
    {
        var next = from - 1;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number < to; number = Interlocked.Increment(ref next)) await act(number);
        })));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static long Memory(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static void Report(string what, double figure) => Console.WriteLine($"{what,-40} {figure,12:N0}");
}
