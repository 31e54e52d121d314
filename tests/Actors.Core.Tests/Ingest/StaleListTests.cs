using System.Runtime.CompilerServices;
using Actors.Objects;
using static Actors.Ingest.Tests.Databases;

namespace Actors.Ingest.Tests;

/// <summary>Lists that are older than what was seen, and what a new list leaves in memory.</summary>
public sealed class StaleListTests : ListWatchTestBase
{
    private static readonly RequestFailure Expired = new(410, "Expired", "too old");

    [Fact]
    public void A_list_of_a_replica_that_is_behind_is_not_taken()
    {
        var machine = Watching(7, Make("a", 1));
        machine.OnWatchEvent(Added(Make("b", 9)), Now);
        machine.OnWatchEvent(Deleted(Make("a", 10)), Now);
        machine.OnWatchFailed(Expired, Now);
        machine.OnPage(List(9, Make("a", 1)), Now);
        Assert.Equal(["added b@9", "deleted a@10", "failed 410 Expired", "failed 0 Stale"], Journal.Take());
        Wait(machine, Delay(machine));
        machine.OnPage(List(10, Make("b", 9)), Now);
        Assert.Equal(["synced 10"], Journal.Take());
    }

    [Fact]
    public void A_bookmark_counts_as_seen()
    {
        var machine = Watching(7);
        machine.OnWatchEvent(Bookmark(20), Now);
        machine.OnWatchFailed(Expired, Now);
        machine.OnPage(List(19), Now);
        Assert.Equal(["failed 410 Expired", "failed 0 Stale"], Journal.Take());
    }

    [Fact]
    public void A_server_that_was_set_back_is_believed_in_the_end()
    {
        var machine = Watching(100, Make("same", 40), Make("later", 60), Make("other", 45));
        machine.OnWatchFailed(Expired, Now);
        var diverged = KubernetesObject.Parse("""{"metadata":{"name":"other","namespace":"n","uid":"other","resourceVersion":"45"},"spec":1}"""u8);
        KubernetesObject[] restored = [Make("same", 40), Make("later", 30), diverged];
        for (var lists = 0; lists < Options.FailuresBeforeRelist; lists++)
        {
            machine.OnPage(List(50, restored), Now);
            Wait(machine, Delay(machine));
        }

        Journal.Take();
        machine.OnPage(List(50, restored), Now);
        Assert.Equal(["modified later@60->30", "modified other@45->45", "synced 50"], Journal.Take());
        machine.OnWatchEvent(Modified(Make("later", 51)), Now);
        machine.OnWatchFailed(Expired, Now);
        Wait(machine, Delay(machine));
        machine.OnPage(List(50, restored), Now);
        Assert.Equal(["modified later@30->51", "failed 410 Expired", "failed 0 Stale"], Journal.Take());
    }

    [Fact]
    public void Pages_of_different_versions_are_watched_from_the_first()
    {
        var machine = Begin(Options);
        machine.OnPage(Page(7, "next", Make("a", 1)), Now);
        machine.OnPage(List(9, Make("b", 8)), Now);
        Assert.Equal("7", Assert.IsType<WatchAction>(machine.Action).ResourceVersion);
        machine.OnWatchEvent(Added(Make("b", 8)), Now);
        machine.OnWatchEvent(Deleted(Make("a", 9)), Now);
        Assert.Equal(["added a@1", "added b@8", "synced 7", "deleted a@9"], Journal.Take());
    }

    [Fact]
    public void What_is_deleted_in_the_version_that_is_known_is_gone()
    {
        var machine = Watching(7, Make("a", 5));
        machine.OnWatchEvent(Added(Make("b", 9)), Now);
        machine.OnWatchEvent(Deleted(Make("a", 5)), Now);
        Assert.Equal(["added b@9", "deleted a@5"], Journal.Take());
    }

    [Fact]
    public void A_new_list_of_what_is_held_already_leaves_nothing_of_it_in_memory()
    {
        var machine = Watching(7, Make("a", 1), Make("b", 2));
        machine.OnWatchFailed(Expired, Now);
        var listed = ListAnew(machine);
        GC.Collect();
        Assert.All(listed, bytes => Assert.False(bytes.IsAlive));
        Assert.Equal(2, machine.Objects.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference[] ListAnew(ListWatch machine)
    {
        KubernetesObject[] items = [Make("a", 1), Make("b", 2)];
        machine.OnPage(List(9, items), Now);
        return [.. items.Select(static item => new WeakReference(ArrayOf(item)))];
    }

    private static byte[]? ArrayOf(KubernetesObject item) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(item.Json, out var segment) ? segment.Array : null;
}
