using Actors.Engine.Tests;
using Actors.Ingest;
using Actors.Objects;
using Actors.Operators.Running;

namespace Actors.Operators.Tests.Running;

public sealed class WatchRunnerTests
{
    private static readonly WatchedKind Gadgets = new("test.example.com", "v1", "Gadget", "default");
    private static readonly ListWatchOptions Options = new();
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Pages_are_read_one_by_one()
    {
        await using var cluster = await TestCluster.StartAsync();
        var runner = new WatchRunner(cluster.Client);
        foreach (var name in new[] { "a", "b", "c" }) await cluster.CreateAsync(name);
        var first = Assert.IsType<PageRead>(await runner.ReadPageAsync(new ReadPage(Gadgets, Options, new ListPageAction(2, "")), default));
        Assert.Equal(["a", "b"], first.Page.Items.Select(static one => one.Name));
        var second = Assert.IsType<PageRead>(await runner.ReadPageAsync(new ReadPage(Gadgets, Options, new ListPageAction(2, first.Page.Continue)), default));
        Assert.Equal(["c"], second.Page.Items.Select(static one => one.Name));
        var namesOnly = Gadgets with { Content = ObjectContent.MetadataOnly };
        var metadata = Assert.IsType<PageRead>(await runner.ReadPageAsync(new ReadPage(namesOnly, Options, new ListPageAction(0, "")), default));
        Assert.All(metadata.Page.Items, static one => Assert.True(one.SpecJson.IsEmpty));
    }

    [Fact]
    public async Task A_definition_that_is_missing_is_named_until_it_is_there()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        var runner = new WatchRunner(cluster.Client);
        var failed = Assert.IsType<RequestFailed>(await runner.OpenAsync(new OpenWatch(Gadgets, Options, new WatchAction("", true, Minutes)), default));
        Assert.Equal((404, "NotFound"), (failed.Failure.Code, failed.Failure.Reason));
        Assert.Equal(
            "the server does not serve v1 of Gadget.test.example.com: the CustomResourceDefinition of Gadget.test.example.com is not there (yet)", failed.Failure.Message);
        await cluster.DefineAsync();
        Assert.IsType<PageRead>(await runner.ReadPageAsync(new ReadPage(Gadgets, Options, new ListPageAction(2, "")), default));
    }

    [Fact]
    public async Task A_watch_brings_all_that_is_there_at_once()
    {
        await using var cluster = await TestCluster.StartAsync();
        for (var number = 0; number < 20; number++) await cluster.CreateAsync($"gadget-{number}");
        var watch = await OpenAsync(cluster);
        var events = new List<WatchEvent>();
        var reads = 0;
        while (!events.Exists(static one => one.EndsInitialEvents))
        {
            var read = Assert.IsType<WatchRead>(await WatchRunner.ReadAsync(new ReadWatch(watch), default).Soon());
            Assert.Null(read.Failure);
            events.AddRange(read.Events);
            reads++;
        }

        Assert.Equal(20, events.Count(static one => one.Type == WatchEventType.Added));
        Assert.True(reads < 20, $"{reads} reads for 21 events");
        watch.Close();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_ends_when_its_watch_is_closed_or_it_is_cancelled(bool isClosed)
    {
        await using var cluster = await TestCluster.StartAsync();
        using var cancel = new CancellationTokenSource();
        var watch = await OpenAsync(cluster);
        await WatchRunner.ReadAsync(new ReadWatch(watch), default).Soon();
        var waiting = WatchRunner.ReadAsync(new ReadWatch(watch), cancel.Token);
        if (isClosed)
        {
            watch.Close();
            Assert.Equal("The watch was closed", Assert.IsType<WatchRead>(await waiting.Soon()).Failure!.Message);
        }
        else
        {
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        }

        // Either way it is over.
        Assert.NotNull(Assert.IsType<WatchRead>(await WatchRunner.ReadAsync(new ReadWatch(watch), default).Soon()).Failure);
        watch.Close();
    }

    [Fact]
    public async Task A_server_that_ends_ends_the_watch()
    {
        await using var cluster = await TestCluster.StartAsync();
        var watch = await OpenAsync(cluster);
        await WatchRunner.ReadAsync(new ReadWatch(watch), default).Soon();
        var waiting = WatchRunner.ReadAsync(new ReadWatch(watch), default);
        await cluster.StopAsync();
        var read = Assert.IsType<WatchRead>(await waiting.Soon());
        Assert.True(read.IsEnd || read.Failure is not null);
        var failed = await new WatchRunner(cluster.NewClient()).OpenAsync(new OpenWatch(Gadgets, Options, new WatchAction("", true, Minutes)), default);
        Assert.True(Assert.IsType<RequestFailed>(failed).Failure.IsUnavailable);
    }

    private static async Task<IWatchStream> OpenAsync(TestCluster cluster)
    {
        var opened = await new WatchRunner(cluster.Client).OpenAsync(new OpenWatch(Gadgets, Options, new WatchAction("", true, Minutes)), default);
        return Assert.IsType<WatchOpened>(opened).Stream;
    }
}
