using Actors.Kernel;

namespace Actors.Engine.Tests;

/// <summary>Quotas of both hosts.</summary>
public sealed class QuotaTests
{
    public static TheoryData<string> Kinds => ["plain", "atomic"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void There_are_as_many_as_there_are(string kind)
    {
        var quota = Make(kind, 2);
        Assert.True(quota.TryTake());
        Assert.True(quota.TryTake());
        Assert.False(quota.TryTake());
        Assert.False(quota.TryTakeForWaiting());
        Assert.Equal(2, quota.Taken);
        Assert.False(quota.GiveBack());
        Assert.True(quota.TryTake());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nobody_takes_past_those_who_wait_and_their_desk_is_told(string kind)
    {
        var quota = Make(kind, 2);
        quota.TryTake();
        quota.Watch(true);
        Assert.False(quota.TryTake());
        Assert.True(quota.TryTakeForWaiting());
        Assert.True(quota.GiveBack());
        quota.Watch(false);
        Assert.False(quota.GiveBack());
        Assert.Equal(0, quota.Taken);
        Assert.True(quota.TryTake());
    }

    /// <summary>As the desk uses it: who finds nothing, watches and finds nothing again, is told of what is given back.</summary>
    [Fact]
    public async Task Whoever_waits_is_told_whatever_others_do_at_the_same_time()
    {
        const int Turns = 20_000;
        var quota = new AtomicQuota(2);
        using var told = new SemaphoreSlim(0);
        var most = 0;
        var takers = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(Take, TaskCreationOptions.LongRunning)).ToArray();
        var desk = Task.Factory.StartNew(Wait, TaskCreationOptions.LongRunning);
        await Task.WhenAll([desk, .. takers]).Soon();
        Assert.Equal(0, quota.Taken);
        Assert.InRange(most, 1, 2);

        void Take()
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                if (!quota.TryTake()) continue;
                most = Math.Max(most, quota.Taken);
                if (quota.GiveBack()) told.Release();
            }
        }

        void Wait()
        {
            for (var turn = 0; turn < Turns / 10; turn++)
            {
                while (!quota.TryTakeForWaiting())
                {
                    quota.Watch(true);
                    if (quota.TryTakeForWaiting()) break;
                    told.Wait();
                }

                quota.Watch(false);
                quota.GiveBack();
            }
        }
    }

    private static Quota Make(string kind, int max) => kind == "plain" ? new PlainQuota(max) : new AtomicQuota(max);
}
