using Actors.Ledger;

namespace Actors.Simulation;

/// <summary>A store of rows that is slow, away at times, and does things nobody is told about.</summary>
internal sealed class OperatorLedger(World world, Random random)
{
    private const string Operator = "operator";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MemoryLedger _rows = new();
    private readonly double _failing = random.Chance(0.5) ? 0 : random.NextDouble() * 0.5;
    private readonly TimeSpan _slowness = random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));

    /// <summary>Whether it works, from now on and always.</summary>
    public bool IsHealthy { get; set; }

    public void Attach()
    {
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

    private DateTimeOffset Wall => Start + world.Now;

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
