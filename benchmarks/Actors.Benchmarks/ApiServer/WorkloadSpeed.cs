using System.Diagnostics;
using System.Globalization;
using System.Text;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;

namespace Actors.Benchmarks.ApiServer;

/// <summary>How long 1,000 StatefulSets with a claim each take to be ready on a server that simulates its workloads: 2 seconds of it are the pods' delays.</summary>
internal static class WorkloadSpeed
{
    private const int Sets = 1_000;
    private const int Writers = 8;
    private const string Path = "/apis/apps/v1/namespaces/default/statefulsets";

    public static async Task<int> RunAsync()
    {
        using var process = ServerProcess.Start("simulate");
        var address = new Uri((await process.StandardOutput.ReadLineAsync())!);
        using var client = new KubernetesClient(new KubernetesConfiguration { Server = address });
        var start = Stopwatch.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number < Sets; number = Interlocked.Increment(ref next))
                (await client.Rest.SendAsync(new RestRequest(HttpMethod.Post, Path) { Body = Encoding.UTF8.GetBytes(Manifest(number)) })).Dispose();
        })));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"created after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        while (await CountReadyAsync(client) < Sets) await Task.Delay(500);
        process.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ready after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, CPU of the server {process.TotalProcessorTime.TotalSeconds:0.0} s"));
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return 0;
    }

    private static async Task<int> CountReadyAsync(KubernetesClient client)
    {
        using var response = await client.Rest.OpenAsync(new RestRequest(HttpMethod.Get, Path));
        var text = await response.Content.ReadAsStringAsync();
        return text.Split("\"readyReplicas\":1").Length - 1;
    }

    private static string Manifest(int number) =>
        $$$$"""
        {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"db-{{{{number}}}}"},"spec":{"replicas":1,"serviceName":"db-{{{{number}}}}",
         "selector":{"matchLabels":{"app":"db-{{{{number}}}}"}},
         "template":{"metadata":{"labels":{"app":"db-{{{{number}}}}"}},"spec":{"containers":[{"name":"db","image":"postgres:17"}]}},
         "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"} } } }] } }
        """;
}
