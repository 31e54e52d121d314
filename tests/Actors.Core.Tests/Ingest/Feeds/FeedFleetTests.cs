namespace Actors.Ingest.Tests;

public sealed class FeedFleetTests
{
    [Fact]
    public void Wherever_the_feed_goes_and_whatever_fails_each_reader_comes_to_hold_what_there_is_and_is_told_nothing_wrong()
    {
        for (var seed = 0; seed < 6000; seed++)
        {
            try
            {
                FeedFleetRun.Live(seed);
            }
            catch (Exception failure) when (failure is InvalidOperationException or NullReferenceException or ArgumentException)
            {
                Assert.Fail($"Seed {seed}: {failure.Message}\n{failure.StackTrace}");
            }
        }
    }
}
