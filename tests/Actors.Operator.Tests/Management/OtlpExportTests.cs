using System.Text;
using Actors.Engine.Tests;
using Actors.Operators.Link.Tests;
using Actors.Operators.Telemetry;
using Actors.Operators.Tests;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Operators.Management.Tests;

/// <summary>Metrics that go to a collector.</summary>
public sealed class OtlpExportTests
{
    [Fact]
    public async Task A_collector_that_the_environment_names_gets_the_metrics()
    {
        var got = Waiting.Signal<(string Path, string Body)>();
        await using var collector = await LoopbackHttp2.StartAsync(
            async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                var text = Encoding.Latin1.GetString(body.ToArray());
                if (text.Contains("reconcile_time_seconds", StringComparison.Ordinal)) got.TrySetResult((http.Request.Path, text));
            },
            HttpProtocols.Http1);
        await using var cluster = await TestCluster.StartAsync();
        await using var shown = await ManagedOperator.StartAsync(cluster, new Scripted(), configure: builder =>
        {
            builder.Host.Configuration[OtlpExport.Endpoint] = $"http://{collector.Address}";
            builder.Host.Configuration[OtlpExport.Protocol] = "http/protobuf";
        });
        await cluster.CreateAsync("one");
        await shown.WaitForStateAsync("one", "Idle");
        await shown.Host.Services.GetRequiredService<OtlpExport>().FlushAsync();
        var (path, body) = await got.Task.Soon();
        Assert.Equal("/v1/metrics", path);
        foreach (var name in (string[])["controller_runtime_reconcile_total", "gadget-operator"]) Assert.Contains(name, body, StringComparison.Ordinal);
    }
}
