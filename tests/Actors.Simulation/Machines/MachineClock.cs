using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>The monotonic clock of one life of a machine: it starts anywhere and runs a little too fast or too slow.</summary>
internal readonly struct MachineClock(long bootTime, Instant atBoot, int driftPpm)
{
    private const long Million = 1_000_000;

    /// <summary>What the clock shows at <paramref name="time"/> of the world.</summary>
    public Instant At(long time)
    {
        var elapsed = time - bootTime;
        return new Instant(atBoot.Ticks + elapsed + (elapsed * driftPpm / Million));
    }

    /// <summary>The first time of the world at which the clock shows <paramref name="instant"/> or later.</summary>
    public long TimeOf(Instant instant)
    {
        var shown = instant.Ticks - atBoot.Ticks;
        if (shown <= 0) return bootTime;
        var time = bootTime + (long)((Int128)shown * Million / (Million + driftPpm)) - 1;
        while (At(time) < instant) time++;
        return time;
    }
}
