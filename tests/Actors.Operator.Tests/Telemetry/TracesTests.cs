using System.Collections.Concurrent;
using System.Diagnostics;
using Actors.Kubernetes;
using Actors.Operators.Management.Tests;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Tests.Telemetry;

/// <summary>From a watch event by a reconcile to its requests, on one replica.</summary>
public sealed class TracesTests : IAsyncLifetime
{
    private static readonly Action<ILogger, int, Exception?> Seen = LoggerMessage.Define<int>(LogLevel.Information, default, "seen {Size}");

    private readonly TraceRecord _record = new();
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync();

    public async Task DisposeAsync()
    {
        _record.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_reconcile_is_a_child_of_the_event_that_caused_it_and_its_requests_are_its_children()
    {
        var sent = new ConcurrentBag<(string Method, string Trace)>();
        var options = new KubernetesClientOptions { MaxRetries = 0, WrapHandler = next => new Seer(next, request => sent.Add(request)) };
        var reconciler = new Scripted
        {
            OnReconcile = static async (context, cancellation) =>
            {
                await context.UpdateStatusAsync(static one => one.Status = new GadgetStatus { Phase = "Done" }, cancellation);
                return Outcome.Done;
            },
        };
        await using var shown = await ManagedOperator.StartAsync(
            _cluster, reconciler, configure: builder => builder.Configure(one => one.Client = new KubernetesClient(_cluster.Client.Configuration, options)));
        await shown.WaitAsync("/ingest", Management.ManagementJson.Default.IngestAnswer, static one => one.Items.All(static kind => kind is { IsSynced: true, Activity: "Watch" }));
        var uid = (await _cluster.CreateAsync("one")).Metadata.Uid!;
        var found = await _record.WaitAsync(uid, static all => all.Any(static one => one.OperationName == "reconcile Gadget") && all.Any(static one => one.Kind == ActivityKind.Client));
        var reconcile = found.First(static one => one.OperationName == "reconcile Gadget");
        var watched = found.First(one => one.SpanId == reconcile.ParentSpanId);
        var request = found.First(static one => one.Kind == ActivityKind.Client);
        Assert.Equal(("watch Gadget", default), (watched.OperationName, watched.ParentSpanId));
        Assert.Equal(["ADDED", "Gadget", "default", "one", uid], Tags(watched, "event", "kind", "namespace", "name", "uid"));
        Assert.Equal(["gadget", "Gadget", "default", "one", uid, 1, "success"], Tags(reconcile, "controller", "kind", "namespace", "name", "uid", "attempt", "outcome"));
        Assert.All(Tags(reconcile, "replica", "shard", "queue_seconds"), Assert.NotNull);
        Assert.Equal((reconcile.SpanId, "PATCH", 200), (request.ParentSpanId, request.GetTagItem("http.request.method"), request.GetTagItem("http.response.status_code")));
        Assert.Contains(("PATCH", request.Id!), sent);

        // Nobody has caused a retry or what runs by itself; what is asked in the background is nobody's.
        Assert.DoesNotContain(sent, static one => one is { Method: "GET", Trace.Length: > 0 });
    }

    [Fact]
    public async Task One_that_fails_says_why_and_its_retry_begins_a_trace_of_its_own()
    {
        var attempts = 0;
        var reconciler = new Scripted { OnReconcile = (_, _) => Interlocked.Increment(ref attempts) == 1 ? throw new FormatException("no number") : Task.FromResult(Outcome.Done) };
        await using var shown = await ManagedOperator.StartAsync(_cluster, reconciler);
        var uid = (await _cluster.CreateAsync("one")).Metadata.Uid!;
        var found = await _record.WaitAsync(uid, static all => all.Count(static one => one.OperationName == "reconcile Gadget") == 2);
        var (first, second) = (found.First(static one => 1.Equals(one.GetTagItem("actors.attempt"))), found.First(static one => 2.Equals(one.GetTagItem("actors.attempt"))));
        Assert.Equal((ActivityStatusCode.Error, "no number", "FormatException", "error"), (first.Status, first.StatusDescription, first.GetTagItem("error.type"), first.GetTagItem("actors.outcome")));
        Assert.Equal((ActivityStatusCode.Unset, default, ActivityKind.Internal), (second.Status, second.ParentSpanId, second.Kind));
    }

    [Fact]
    public async Task A_line_that_is_logged_while_an_object_is_reconciled_has_the_ids_of_its_trace()
    {
        var lines = new JsonLogLines();
        var reconciler = new Scripted
        {
            OnReconcile = static (context, _) =>
            {
                Seen(context.Logger, 3, null);
                return Task.FromResult(Outcome.Done);
            },
        };
        await using var shown = await ManagedOperator.StartAsync(_cluster, reconciler, configure: builder => builder.Host.Logging.AddProvider(lines));
        var uid = (await _cluster.CreateAsync("one")).Metadata.Uid!;
        var found = await _record.WaitAsync(uid, static all => all.Any(static one => one.OperationName == "reconcile Gadget"));
        var reconcile = found.First(static one => one.OperationName == "reconcile Gadget");
        var line = lines.Lines.Single(static one => (string?)one["message"] == "seen 3");
        Assert.Equal((reconcile.TraceId.ToHexString(), reconcile.SpanId.ToHexString()), ((string?)line["traceId"], (string?)line["spanId"]));
        Assert.DoesNotContain(lines.Lines, static one => (string?)one["category"] == "Microsoft.Hosting.Lifetime" && one.ContainsKey("traceId"));
    }

    private static object?[] Tags(Activity activity, params string[] names) => [.. names.Select(name => activity.GetTagItem($"actors.{name}"))];

    /// <summary>Notes the trace context of each request.</summary>
    private sealed class Seer(HttpMessageHandler next, Action<(string Method, string Trace)> see) : DelegatingHandler(next)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            see((request.Method.Method, request.Headers.TryGetValues("traceparent", out var values) ? values.Single() : ""));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
