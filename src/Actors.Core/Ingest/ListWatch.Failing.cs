using Actors.Kernel;

namespace Actors.Ingest;

/// <summary>Waits after failures, longer after each.</summary>
public sealed partial class ListWatch
{
    private int _failures;
    private int _failuresHere;
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
    /// Whether so much has failed at one version, or one page, that it is the version, an event behind it or the page that cannot be had. A server that
    /// cannot be reached or is overloaded says nothing about that, and a new list would be a further load.
    /// </summary>
    private bool IsStuck(RequestFailure failure) => !failure.IsUnavailable && ++_failuresHere >= _options.FailuresBeforeRelist;
}
