namespace Actors.Simulation;

/// <summary>How a link treats messages.</summary>
public sealed record LinkOptions
{
    /// <summary>The shortest time a message is under way.</summary>
    public TimeSpan LatencyMin { get; init; } = TimeSpan.FromMicroseconds(200);

    /// <summary>The longest time, but for <see cref="Straggling"/> and messages that wait for one before them.</summary>
    public TimeSpan LatencyMax { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>The share of messages that take up to a hundred times as long, 0 to 1.</summary>
    public double Straggling { get; init; }

    /// <summary>The share of messages that are lost, 0 to 1.</summary>
    public double Loss { get; init; }
}
