using Actors.Kernel;

namespace Actors.Ingest;

/// <summary>Whether a list is asked for as a stream or by pages.</summary>
public sealed partial class ListWatch
{
    private const int MostDoublings = 10;

    // False for good once the server has said that it does not know streaming lists.
    private bool _hasStreamingList;

    // Failures in a row, and how often they led to pages, until a streaming list succeeds.
    private int _streamingListFailures;
    private int _timesGivenUp;

    // Null after streaming was given up, until a list by pages has shown that the server is well otherwise.
    private Instant? _streamsAgainAt;

    private bool MayStream(Instant now) => _hasStreamingList && (_timesGivenUp == 0 || now >= _streamsAgainAt);

    private void OnStreamingListFailed(RequestFailure failure, Instant now)
    {
        if (failure.IsRefusal)
        {
            _hasStreamingList = false;
            Action = BeginList(now);
            return;
        }

        // A server that has no time says nothing about streaming lists. One that is tried again later does not get as many chances as at first.
        if ((!failure.IsUnavailable || _hasShownLife) && ++_streamingListFailures >= _options.FailuresBeforeRelist) GiveStreamingUp();
        Fail(failure, null, now);
    }

    /// <summary>
    /// For now: what hung or broke may have been one connection or one replica, and pages cost a server that has streaming lists a multiple. One that never ends
    /// them, because it ignores what it does not know, costs a wait each time it is tried, so it is tried less and less often.
    /// </summary>
    private void GiveStreamingUp()
    {
        _timesGivenUp++;
        _streamsAgainAt = null;
    }

    private void OnStreamed() => (_streamingListFailures, _timesGivenUp, _streamsAgainAt) = (0, 0, null);

    /// <summary>A whole list has come by pages.</summary>
    private void OnPaged(Instant now)
    {
        if (_timesGivenUp > 0) _streamsAgainAt ??= now + (_options.StreamingListRetryAfter * Math.Pow(2, Math.Min(_timesGivenUp - 1, MostDoublings)));
    }
}
