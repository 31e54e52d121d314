namespace Actors.Simulation;

/// <summary>The way from one machine to another. Keeps the order, as one TCP connection does.</summary>
internal sealed class Link
{
    private const int StragglerFactor = 100;

    private long _lastArrival;

    public bool IsBroken { get; set; }

    /// <summary>Null where those of the whole network hold.</summary>
    public LinkOptions? Options { get; set; }

    /// <summary>When a message sent at <paramref name="now"/> arrives.</summary>
    public long Arrival(long now, LinkOptions options, Random random)
    {
        var longest = random.Chance(options.Straggling) ? options.LatencyMax * StragglerFactor : options.LatencyMax;
        _lastArrival = Math.Max(_lastArrival, now + random.Between(options.LatencyMin, longest).Ticks);
        return _lastArrival;
    }
}
