using System.Text;
using Actors.Engine.Tests;
using Actors.Operators.Link.Tests;
using Actors.Operators.Telemetry;
using Actors.Operators.Tests;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Operators.Management.Tests;

/// <summary>What goes to a collector.</summary>
public sealed class OtlpExportTests
{
    [Fact]
    public async Task A_collector_that_the_environment_names_gets_metrics_and_traces()
    {
        var (got, traced) = (Waiting.Signal<(string Path, string Body)>(), Waiting.Signal<(string Path, string Body)>());
        await using var collector = await LoopbackHttp2.StartAsync(
            async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                var text = Encoding.Latin1.GetString(body.ToArray());
                if (text.Contains("reconcile_time_seconds", StringComparison.Ordinal)) got.TrySetResult((http.Request.Path, text));
                if (text.Contains("reconcile Gadget", StringComparison.Ordinal)) traced.TrySetResult((http.Request.Path, text));
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
        (path, body) = await traced.Task.Soon();
        Assert.Equal("/v1/traces", path);
        foreach (var name in (string[])["gadget-operator", "actors.uid", "actors.outcome"]) Assert.Contains(name, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_wanted_is_not_sent()
    {
        var paths = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var collector = await LoopbackHttp2.StartAsync(
            async http =>
            {
                await http.Request.Body.CopyToAsync(Stream.Null);
                paths.Add(http.Request.Path);
            },
            HttpProtocols.Http1);
        await using var cluster = await TestCluster.StartAsync();
        foreach (var (name, off, sent) in ((string, string, string)[])[("one", OtlpExport.MetricsExporter, "/v1/traces"), ("two", OtlpExport.TracesExporter, "/v1/metrics")])
        {
            paths.Clear();
            await using var shown = await ManagedOperator.StartAsync(cluster, new Scripted(), configure: builder =>
            {
                builder.Host.Configuration[OtlpExport.Endpoint] = $"http://{collector.Address}";
                builder.Host.Configuration[OtlpExport.Protocol] = "http/protobuf";
                builder.Host.Configuration[off] = "none";
            });
            await cluster.CreateAsync(name);
            await shown.WaitForStateAsync(name, "Idle");
            var export = shown.Host.Services.GetRequiredService<OtlpExport>();
            using var patience = new CancellationTokenSource(Waiting.Limit);
            while (paths.IsEmpty && !patience.IsCancellationRequested) await export.FlushAsync();
            Assert.Equal([sent], paths.Distinct());
        }
    }
}
