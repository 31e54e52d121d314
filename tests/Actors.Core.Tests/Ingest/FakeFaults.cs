namespace Actors.Ingest.Tests;

/// <summary>What may go wrong between a list and watch and its server.</summary>
internal enum Fault
{
    /// <summary>The connection breaks under a watch.</summary>
    Cut,

    /// <summary>Nothing comes any more, and nobody says so.</summary>
    HalfOpen,

    /// <summary>An ERROR event: 410, 500, or 429 with a time to wait.</summary>
    ErrorEvent,

    /// <summary>A line of a watch that cannot be read.</summary>
    UnreadableEvent,

    /// <summary>An event comes twice.</summary>
    Duplicate,

    /// <summary>Two neighbours come in the wrong order.</summary>
    Swap,

    /// <summary>A watch begins with events from before the version asked for.</summary>
    Replay,

    /// <summary>A watch ends in good order before its time.</summary>
    EndEarly,

    /// <summary>A watch ends as soon as it is open.</summary>
    EndAtOnce,

    /// <summary>A watch is not opened: 410, 429 with and without Retry-After, 5xx.</summary>
    OpenFails,

    /// <summary>No answer to a list until the asker gives up.</summary>
    ListSilent,

    /// <summary>A page fails: 410, 429 with and without Retry-After, 5xx.</summary>
    PageFails,

    /// <summary>A page holds what cannot be read.</summary>
    UnreadablePage,

    /// <summary>A list is answered by a replica that is behind.</summary>
    StaleList,

    /// <summary>For up to a minute all connections are broken and refused.</summary>
    Refused,
}

/// <summary>Which faults a run has, and how often: a few kinds of them, rare or so frequent that hardly anything goes well.</summary>
internal sealed class FakeFaults
{
    private static readonly double[] Rates = [0.02, 0.1, 0.3, 0.8];
    private static readonly Fault[] Kinds = Enum.GetValues<Fault>();
    private readonly double[] _rates = new double[Kinds.Length];
    private readonly Random _random;

    public FakeFaults(Random random)
    {
        _random = random;
        var share = random.NextDouble();
        foreach (var kind in Kinds)
        {
            if (random.NextDouble() < share) _rates[(int)kind] = Rates[random.Next(Rates.Length)];
        }
    }

    /// <summary>Whether all goes well from now on.</summary>
    public bool HaveEnded { get; set; }

    /// <summary>Whether this goes wrong now.</summary>
    public bool Strikes(Fault kind) => !HaveEnded && _rates[(int)kind] > 0 && _random.NextDouble() < _rates[(int)kind];

    /// <summary>An answer a server in trouble gives.</summary>
    public RequestFailure Answer() => _random.Next(7) switch
    {
        0 => new RequestFailure(410, "Expired", "too old resource version"),
        1 => new RequestFailure(429, "TooManyRequests", "not ready", TimeSpan.FromSeconds(_random.Next(1, 40))),
        2 => new RequestFailure(429, "TooManyRequests", "slow down"),
        3 => new RequestFailure(503, "ServiceUnavailable", "apiserver is shutting down"),
        4 => new RequestFailure(504, "Timeout", "Too large resource version: 105, current: 100", TimeSpan.FromSeconds(1)),
        5 => new RequestFailure(401, "Unauthorized", "the token has expired"),
        _ => new RequestFailure(500, "InternalError", "etcdserver: leader changed"),
    };

    public override string ToString() => string.Join(' ', Kinds.Where(kind => _rates[(int)kind] > 0).Select(kind => $"{kind}:{_rates[(int)kind]}"));
}
