using System.Globalization;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;

namespace Actors.Benchmarks.ApiServer;

/// <summary>What writes of different kinds cost the embedded API server, in processor time: the wall clock says little where others share the cores.</summary>
internal static class WriteSpeed
{
    private const int Rounds = 4;
    private const int Round = 15_000;
    private const string Path = "/apis/bench.example.com/v1alpha1/namespaces/default/databases";
    private const string Merge = "application/merge-patch+json";
    private const string Json = "application/json";

    private static readonly string Padding = new('x', 900);

    public static async Task<int> RunAsync(string[] wanted)
    {
        using var process = ServerProcess.Start();
        var address = new Uri((await process.StandardOutput.ReadLineAsync())!);
        using var client = new KubernetesClient(new KubernetesConfiguration { Server = address });
        await ApiServerSpeed.DefineAsync(client);
        Console.WriteLine($"server: process {process.Id}");
        var load = new HttpLoad(address, process);
        foreach (var (name, request) in Cases)
        {
            if (wanted.Length > 0 && !wanted.Any(name.StartsWith)) continue;
            for (var round = 0; round < Rounds; round++)
            {
                var requests = Requests(round * Round, (round + 1) * Round, request);
                Console.WriteLine($"{name}, round {round + 1} of {Rounds}");
                Report(load.Send(requests));
            }
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return 0;
    }

    /// <summary>The creation of a custom resource of 1.2 KB.</summary>
    public static byte[] CreateDatabase(int number) => HttpLoad.Request("POST", Path, Json, Database(number));

    /// <summary>A merge patch of its status.</summary>
    public static byte[] PatchDatabase(int number) => HttpLoad.Request("PATCH", Text($"{Path}/db-{number:000000}/status"), Merge, """{"status":{"phase":"Ready","observedGeneration":1}}""");

    private static readonly (string Name, Func<int, byte[]> Request)[] Cases =
    [
        ("create-custom", CreateDatabase),
        ("patch-custom first", PatchDatabase),
        ("patch-custom again", static number => HttpLoad.Request(
            "PATCH", Text($"{Path}/db-{number:000000}/status"), Merge, """{"status":{"phase":"Failed","observedGeneration":2}}""")),
        ("patch-custom spec", static number => HttpLoad.Request("PATCH", Text($"{Path}/db-{number:000000}"), Merge, """{"spec":{"storageSize":"20Gi"}}""")),
        ("create-configmap", static number => HttpLoad.Request(
            "POST", "/api/v1/namespaces/default/configmaps", Json,
            Text($$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"cm-{{{number:000000}}}","labels":{"app":"bench"}},"data":{"p":"{{{Padding}}}","q":"1"}}"""))),
        ("create-pod", static number => HttpLoad.Request("POST", "/api/v1/namespaces/default/pods", Json, Pod(number))),
        ("patch-pod first", static number => PatchPod(number, "2026-11-21T10:00:00Z", "Running")),
        ("patch-pod again", static number => PatchPod(number, "2026-11-21T10:00:01Z", "Succeeded")),
    ];

    private static string Database(int number) => Text(
        $$$$"""{"apiVersion":"bench.example.com/v1alpha1","kind":"Database","metadata":{"name":"db-{{{{number:000000}}}}","namespace":"default","labels":{"app":"bench","bucket":"{{{{number % 20}}}}"}},"spec":{"engine":"PostgreSQL","version":"16","storageSize":"10Gi","username":"admin","replicas":1,"parameters":{"p":"{{{{Padding}}}}"}}}""");

    private static string Pod(int number) => Text(
        $$$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"pod-{{{{number:000000}}}}","namespace":"default","labels":{"app":"bench"}},"spec":{"containers":[{"name":"main","image":"example.com/app:1","ports":[{"containerPort":80}],"env":[{"name":"A","value":"b"}],"resources":{"requests":{"cpu":"100m","memory":"64Mi"}}}]}}""");

    private static byte[] PatchPod(int number, string time, string phase) => HttpLoad.Request(
        "PATCH", Text($"/api/v1/namespaces/default/pods/pod-{number:000000}/status"), "application/strategic-merge-patch+json",
        Text($$$$"""{"status":{"phase":"{{{{phase}}}}","podIP":"10.0.0.1","startTime":"2026-11-21T10:00:00Z","conditions":[{"type":"Ready","status":"True","lastTransitionTime":"{{{{time}}}}"},{"type":"Initialized","status":"True","lastTransitionTime":"{{{{time}}}}"}],"containerStatuses":[{"name":"main","image":"example.com/app:1","imageID":"x","ready":true,"restartCount":0,"state":{"running":{"startedAt":"{{{{time}}}}"}}}]}}"""));

    private static List<byte[]> Requests(int from, int to, Func<int, byte[]> request) => [.. Enumerable.Range(from, to - from).Select(request)];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Report(LoadResult result) =>
        Console.WriteLine($"{result.PerSecond,8:N0}/s {result.ServerMicroseconds,8:N1} us of the server {result.ClientMicroseconds,8:N1} us of the client");
}
