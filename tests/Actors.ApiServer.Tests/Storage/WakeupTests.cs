using Actors.ApiServer.Storage;

namespace Actors.ApiServer.Tests.Storage;

public class WakeupTests
{
    [Fact]
    public void Wakeups_nobody_waits_for_are_kept_as_one()
    {
        var wakeup = new Wakeup();
        wakeup.Wake();
        wakeup.Wake();
        Assert.True(wakeup.WaitAsync().AsTask().IsCompletedSuccessfully);
        Assert.False(wakeup.WaitAsync().AsTask().IsCompleted);
    }

    [Fact]
    public void A_reader_goes_on_within_the_call_that_wakes_it_each_time()
    {
        var wakeup = new Wakeup();
        var rounds = 0;
        var reading = ReadAsync();
        for (var round = 1; round <= 3; round++)
        {
            wakeup.Wake();
            Assert.Equal(round, rounds);
        }

        Assert.True(reading.IsCompletedSuccessfully);

        async Task ReadAsync()
        {
            while (rounds < 3)
            {
                // A test has a context that its continuations are posted to; the server's watches have none.
                await wakeup.WaitAsync().ConfigureAwait(false);
                rounds++;
            }
        }
    }

    [Fact]
    public async Task No_wakeup_is_lost_while_many_wake()
    {
        const int Wakers = 4;
        const int Each = 20_000;
        var wakeup = new Wakeup();
        var written = 0;
        var reading = Task.Run(async () =>
        {
            while (Volatile.Read(ref written) < Wakers * Each) await wakeup.WaitAsync();
        });
        await Task.WhenAll(Enumerable.Range(0, Wakers).Select(_ => Task.Run(() =>
        {
            for (var number = 0; number < Each; number++)
            {
                Interlocked.Increment(ref written);
                wakeup.Wake();
            }
        })));
        await reading.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Rounds_wake_all_their_readers_after_the_last_change_and_none_that_has_left()
    {
        const int Changes = 5_000;
        var round = new WakeupRound();
        var change = 0;
        var readers = Enumerable.Range(0, 20).Select(_ => new Wakeup()).ToList();
        readers.ForEach(round.Add);
        var left = new Wakeup();
        round.Add(left);
        Assert.True(round.Remove(left));
        Assert.False(round.Remove(left));
        var stays = left.WaitAsync().AsTask();
        var reading = readers.Select(reader => Task.Run(async () =>
        {
            while (Volatile.Read(ref change) < Changes) await reader.WaitAsync();
        })).ToList();
        for (var number = 0; number < Changes; number++)
        {
            Interlocked.Increment(ref change);
            round.Begin();
        }

        await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(stays.IsCompleted);
        Assert.Equal(readers.Count, round.Count);
    }
}
