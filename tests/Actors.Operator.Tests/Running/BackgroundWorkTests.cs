using Actors.Engine.Tests;
using Actors.Operators.Running;

namespace Actors.Operators.Tests.Running;

public sealed class BackgroundWorkTests
{
    private readonly BackgroundWork _work = new();
    private readonly CancellationTokenSource _ending = new();

    [Fact]
    public async Task What_fails_is_told_with_its_name_and_the_first_failure_counts()
    {
        var failure = new InvalidOperationException("one");
        await _work.WatchAsync("the watch", Task.FromException(failure), _ending.Token).Soon();
        await _work.WatchAsync("the feed", Task.FromException(new InvalidOperationException("two")), _ending.Token).Soon();
        Assert.Equal(new BrokenWork("the watch", failure), await _work.WhenBroken.Soon());
    }

    [Fact]
    public async Task What_ends_as_it_is_to_is_no_failure_and_what_is_cancelled_by_something_else_is()
    {
        await _work.WatchAsync("the watch", Task.CompletedTask, _ending.Token).Soon();
        var cancelled = Task.FromCanceled(new CancellationToken(canceled: true));
        await _ending.CancelAsync();
        await _work.WatchAsync("the watch", cancelled, _ending.Token).Soon();
        Assert.False(_work.WhenBroken.IsCompleted);

        await _work.WatchAsync("the watch", cancelled, CancellationToken.None).Soon();
        Assert.Equal("the watch", (await _work.WhenBroken.Soon()).What);
    }
}
