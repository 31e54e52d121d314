using Actors.Kernel;

namespace Actors.Ingest;

/// <summary>Waits after failures, longer after each.</summary>
public sealed partial class ListWatch
{
    private int _failures;
    private int _failuresAtVersion;
    private int _streamingListFailures;
    private Instant _wentOnAt;
    private ListWatchAction? _afterWait;

    /// <summary>Reports a failure and waits.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="repeat">What to ask for again afterwards; null to list anew.</param>
    /// <param name="now">When.</param>
    private void Fail(RequestFailure failure, ListWatchAction? repeat, Instant now)
    {
        if (now - _wentOnAt >= _options.ResetAfter) _failures = 0;
        _failures++;
        _afterWait = repeat;
        _handler.Failed(failure);
        if (failure.IsExpired && _failures == 1)
        {
            // Nothing is wrong with the server: it was this side that was away for too long.
            Action = GoOn(now);
            return;
        }

        Action = new WaitAction();
        Deadline = now + Wait(failure);
    }

    private TimeSpan Wait(RequestFailure failure)
    {
        var doublings = Math.Min(_failures - 1, 30);
        var backoff = TimeSpan.FromTicks((long)Math.Min(_options.MinBackoff.Ticks * Math.Pow(2, doublings), _options.MaxBackoff.Ticks));
        backoff *= 1 + (_options.Jitter * _random.NextDouble());
        return failure.RetryAfter is { } wanted && wanted > backoff ? wanted : backoff;
    }

    private ListWatchAction GoOn(Instant now)
    {
        _wentOnAt = now;
        return _afterWait switch
        {
            ListPageAction page => GoOnWithPage(page),
            WatchAction => BeginWatch(now),
            _ => BeginList(now),
        };
    }

    private ListPageAction GoOnWithPage(ListPageAction page)
    {
        Deadline = null;
        return new ListPageAction(page.Limit, page.Continue);
    }

    /// <summary>
    /// Whether the watch has failed so often at one version that it is the version, or an event behind it, that cannot be had. A server that cannot be
    /// reached says nothing about that.
    /// </summary>
    private bool IsStuck(RequestFailure failure)
    {
        if (failure.Code == 0 && failure.Reason != RequestFailure.Unreadable) return false;
        return ++_failuresAtVersion >= _options.FailuresBeforeRelist;
    }
}
