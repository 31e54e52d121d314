using Actors.Kernel;
using Actors.Objects;

namespace Actors.Ingest.Tests;

/// <summary>Carries requests to a <see cref="FakeApiServer"/> and brings back its answers, or what has become of them.</summary>
internal sealed class FakeNetwork(VirtualTime time, Random random, FakeApiServer server, FakeTraits traits, FakeFaults faults)
{
    private static readonly RequestFailure ConnectionRefused = new(0, "", "connection refused");
    private static readonly RequestFailure TimedOut = new(0, "", "no answer for 60 s");
    private Instant _refusedUntil;
    private FakeWatch? _watch;
    private int _staleLists;

    public VirtualTime Time => time;

    public Random Random => random;

    public FakeApiServer Server => server;

    public FakeTraits Traits => traits;

    public FakeFaults Faults => faults;

    /// <summary>Some time, as long as an answer may take.</summary>
    public TimeSpan Latency => traits.Latency * random.NextDouble();

    /// <summary>Asks for a page.</summary>
    public void Ask(ListPageAction page, ListWatchRun run) => time.After(Latency, () =>
    {
        if (IsRefused()) run.Tell(page, machine => machine.OnListFailed(ConnectionRefused, time.Now));
        else if (faults.Strikes(Fault.ListSilent)) time.After(TimeSpan.FromSeconds(60), () => run.Tell(page, machine => machine.OnListFailed(TimedOut, time.Now)));
        else if (FailureOf(page, out var list) is { } failure) run.Tell(page, machine => machine.OnListFailed(failure, time.Now));
        else run.Tell(page, machine => machine.OnPage(list!, time.Now));
    });

    /// <summary>Opens a watch.</summary>
    public void Open(WatchAction watch, ListWatchRun run) => time.After(Latency, () =>
    {
        if (IsRefused()) run.Tell(watch, machine => machine.OnWatchFailed(ConnectionRefused, time.Now));
        else if (FailureOf(watch) is { } failure) run.Tell(watch, machine => machine.OnWatchFailed(failure, time.Now));
        else _watch = new FakeWatch(this, watch, run);
    });

    /// <summary>The server has something new.</summary>
    public void Wake() => _watch?.Wake();

    /// <summary>All connections are refused for some time, and those that are open break.</summary>
    public void Refuse()
    {
        _refusedUntil = time.Now + TimeSpan.FromSeconds(random.Next(1, 61));
        _watch?.Cut();
    }

    private bool IsRefused() => time.Now < _refusedUntil && !faults.HaveEnded;

    private RequestFailure? FailureOf(ListPageAction page, out ObjectList? list)
    {
        list = null;
        if (faults.Strikes(Fault.PageFails)) return faults.Answer();
        if (faults.Strikes(Fault.UnreadablePage)) return new RequestFailure(0, RequestFailure.Unreadable, "a number where a name was expected");
        list = server.List(page.Limit, page.Continue, page.Continue.Length == 0 ? DrawVersion() : null);
        return list is null ? new RequestFailure(410, "Expired", "The provided continue parameter is too old") : null;
    }

    /// <summary>The version a list shows: never an old one again and again, for then nobody could tell it from one of today.</summary>
    private ulong DrawVersion()
    {
        if (_staleLists == 3 || !faults.Strikes(Fault.StaleList))
        {
            _staleLists = 0;
            return server.Version;
        }

        _staleLists++;
        return Math.Max(server.Compacted, server.Version - (ulong)random.Next(10));
    }

    private RequestFailure? FailureOf(WatchAction watch)
    {
        if (watch.SendInitialEvents && traits.Streaming == StreamingLists.Refused)
            return random.Next(2) == 0 ? new RequestFailure(422, "Invalid", "sendInitialEvents is forbidden") : new RequestFailure(400, "BadRequest", "resourceVersionMatch");
        if (faults.Strikes(Fault.OpenFails)) return faults.Answer();
        var isForgotten = !watch.SendInitialEvents && FakeWatch.VersionOf(watch) < server.Compacted && random.Next(2) == 0;
        return isForgotten ? new RequestFailure(410, "Expired", "too old resource version") : null;
    }
}
