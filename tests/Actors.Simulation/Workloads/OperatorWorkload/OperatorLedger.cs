using Actors.Ledger;

namespace Actors.Simulation;

/// <summary>A store of rows that is slow, away at times, and does things nobody is told about, beside a clock on the wall that somebody sets at times.</summary>
/// <param name="world">Where it is.</param>
/// <param name="random">Decides what becomes of it.</param>
/// <param name="clock">Decides what becomes of the clock.</param>
internal sealed class OperatorLedger(World world, Random random, Random clock)
{
    private const string Operator = "operator";

    private static readonly TimeSpan[] Settings = [TimeSpan.FromDays(1), TimeSpan.FromDays(-1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(-1)];

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MemoryLedger _rows = new();
    private readonly bool _setsClock = clock.Chance(0.3);
    private TimeSpan _set;
    private readonly double _failing = random.Chance(0.5) ? 0 : random.NextDouble() * 0.5;
    private readonly TimeSpan _slowness = random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));

    /// <summary>Whether it works, from now on and always.</summary>
    public bool IsHealthy { get; set; }

    /// <summary>When the clock was set forward last, in the time of the world; what was to wait longer is due then.</summary>
    public long SetForwardAt { get; private set; } = -1;

    public void Attach()
    {
        if (_setsClock) SetClockLater();
        world.Handle<PersistRows>((persist, call) =>
        {
            var (now, wall) = (call.Machine.Now, Wall);
            Later(call, () =>
            {
                // What was sent may be done though nobody waits for it any more, and though it is answered that it was not.
                var isAnswered = IsWorking;
                if (!isAnswered && !random.Chance(0.3)) return new RowsNotPersisted("away");
                var persisted = _rows.Persist(Operator, persist, now, wall);
                return isAnswered ? persisted : new RowsNotPersisted("away");
            });
        });
        world.Handle<ReadRows>((read, call) => Later(
            call, () => IsWorking && !call.IsUnheard ? _rows.Read(Operator, read, call.Machine.Now, Wall) : new RowsUnread(read.Number, "away")));
    }

    /// <summary>In some worlds the clock is set a last time, and then the process starts again: whatever it reads, nothing may wait for longer than it was to.</summary>
    public void SetClockAndRestart(Machine machine)
    {
        if (!_setsClock) return;
        world.After(clock.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)), () =>
        {
            SetClock();
            machine.Crash();
            world.After(TimeSpan.FromSeconds(1), machine.Boot);
        });
    }

    private DateTimeOffset Wall => Start + world.Now + _set;

    private void SetClockLater() => world.After(clock.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90)), () =>
    {
        if (IsHealthy) return;
        SetClock();
        SetClockLater();
    });

    private void SetClock()
    {
        var by = Settings[clock.Next(Settings.Length)];
        _set += by;
        if (by > TimeSpan.Zero) SetForwardAt = world.Now.Ticks;
    }

    private bool IsWorking => IsHealthy || !random.Chance(_failing);

    private void Later(EffectCall call, Func<object> answer)
    {
        call.OnCancelled(call.CompleteCancelled);
        world.After(_slowness * random.NextDouble(), () =>
        {
            var outcome = answer();
            if (!call.HasEnded) call.Complete(outcome);
        });
    }
}
