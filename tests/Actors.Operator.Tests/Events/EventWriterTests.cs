using Actors.Engine.Tests;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Events;
using Actors.Operators.Running;

namespace Actors.Operators.Tests.Events;

public sealed class EventWriterTests
{
    private static readonly EventSubject Subject = new("test.example.com/v1", "Gadget", "default", "one", "u-1");

    private readonly OperatorLogLines _log = new();

    [Fact]
    public async Task Events_are_written_and_the_same_again_counts_up()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        await using (var writer = new EventWriter(cluster.Client, "gadget-operator", TimeProvider.System, _log.Log))
        {
            var recorder = new EventRecorder(writer, ObjectOf("default"));
            for (var time = 0; time < 3; time++) recorder.Normal("Ready", "it is ready");
            recorder.Warning(new string('R', 200), new string('é', 1000));
            new EventRecorder(writer, ObjectOf("")).Normal("Global", "of the whole cluster");
        }

        var events = (await cluster.Client.Resource<CoreV1Event>().ListAsync()).Items.ToDictionary(static one => one.Reason![..4]);
        Assert.Equal(3, events.Count);
        var ready = events["Read"];
        Assert.Equal((3, "Normal", "it is ready", "gadget-operator", "default"), (ready.Count, ready.Type, ready.Message, ready.Source!.Component, ready.Metadata.Namespace));
        Assert.Equal(("Gadget", "one", "u-1", "test.example.com/v1"), (ready.InvolvedObject!.Kind, ready.InvolvedObject.Name, ready.InvolvedObject.Uid, ready.InvolvedObject.ApiVersion));
        Assert.StartsWith("one.", ready.Metadata.Name, StringComparison.Ordinal);
        Assert.Equal((128, new string('é', 512)), (events["RRRR"].Reason!.Length, events["RRRR"].Message));
        Assert.Equal("default", events["Glob"].Metadata.Namespace);
    }

    [Fact]
    public async Task What_all_replicas_say_is_one_event_that_counts_how_often_it_came_back()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        var broken = new ObjectEvent(Subject, "Warning", "Broken", "line 3") { IsOfAll = true };
        foreach (var times in (int[])[1, 1, 2])
        {
            await using var replica = new EventWriter(cluster.Client, "gadget-operator", TimeProvider.System, _log.Log);
            for (var time = 0; time < times; time++) replica.Record(broken);
            replica.Record(broken with { Message = "line 4" });
        }

        var events = (await cluster.Client.Resource<CoreV1Event>().ListAsync()).Items.ToDictionary(static one => one.Message!);
        Assert.Equal((2, 2, 1), (events.Count, events["line 3"].Count, events["line 4"].Count));
        Assert.Empty(_log.Of(nameof(OperatorLog.EventsDropped)));
    }

    [Fact]
    public async Task An_event_the_server_has_forgotten_is_made_anew()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        await using var writer = new EventWriter(cluster.Client, "gadget-operator", TimeProvider.System, _log.Log);
        var events = cluster.Client.Resource<CoreV1Event>().InNamespace("default");
        var recorder = new EventRecorder(writer, ObjectOf("default"));
        recorder.Normal("Ready", "it is ready");
        var first = await FirstAsync(cluster);
        await events.DeleteAsync(first.Metadata.Name!);
        recorder.Normal("Ready", "it is ready");
        var second = await FirstAsync(cluster);
        Assert.NotEqual(first.Metadata.Uid, second.Metadata.Uid);
        Assert.Equal(2, second.Count);
    }

    [Fact]
    public async Task What_cannot_be_written_is_dropped_and_told_once()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        await using (var writer = new EventWriter(cluster.Client, "gadget-operator", TimeProvider.System, _log.Log))
        {
            // There is no such namespace.
            for (var number = 0; number < 3; number++) writer.Record(new ObjectEvent(Subject with { Namespace = "nowhere" }, "Normal", "Ready", $"{number}"));
        }

        Assert.Single(_log.Of(nameof(OperatorLog.EventsDropped)));
        Assert.Equal(["3 events were dropped in all"], _log.Of(nameof(OperatorLog.EventsDroppedInAll)));
    }

    [Fact]
    public async Task A_server_that_is_away_holds_up_nobody()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        await cluster.StopAsync();
        var time = new ManualTimeProvider();
        var writer = new EventWriter(cluster.Client, "gadget-operator", time, _log.Log);
        for (var number = 0; number < 3000; number++) writer.Record(new ObjectEvent(Subject, "Normal", "Ready", $"{number}"));
        await time.WhenSet(TimeSpan.FromSeconds(1));
        Assert.True(writer.Dropped >= 1999, $"{writer.Dropped}");
        await writer.DisposeAsync().AsTask().Soon();
        Assert.Single(_log.Of(nameof(OperatorLog.EventsDropped)));
    }

    private static KubernetesObject ObjectOf(string @namespace) => KubernetesObject.Parse(System.Text.Encoding.UTF8.GetBytes(
        $$$"""{"apiVersion":"test.example.com/v1","kind":"Gadget","metadata":{"name":"one","namespace":"{{{@namespace}}}","uid":"u-1"}}"""));

    private static async Task<CoreV1Event> FirstAsync(TestCluster cluster)
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        await foreach (var happened in cluster.Client.Resource<CoreV1Event>().WatchAsync(cancellation: patience.Token))
        {
            if (happened.Type == WatchEventType.Added) return happened.Object;
        }

        throw new InvalidOperationException("The watch ended");
    }
}
