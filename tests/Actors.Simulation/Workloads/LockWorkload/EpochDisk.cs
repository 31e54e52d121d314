using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Reads the last epoch.</summary>
internal sealed record ReadEpoch : Effect;

/// <summary>Makes the epoch one higher, if it still is what the writer thinks.</summary>
internal sealed record AdvanceEpoch(long From) : Effect, ITraced
{
    ulong ITraced.TraceNumber => (ulong)From;
}

/// <summary>What <see cref="ReadEpoch"/> found.</summary>
internal sealed record EpochRead(long Epoch);

/// <summary>The epoch is this now, and nobody else's.</summary>
internal sealed record EpochAdvanced(long Epoch);

/// <summary>Somebody else has advanced it.</summary>
internal sealed record EpochConflict;

/// <summary>
/// What survives the lock service's crashes: one number, written by compare and swap. Slow, now and then refuses, and writes of a life that has crashed may
/// land in the next.
/// </summary>
internal sealed class EpochDisk(World world, double failureChance)
{
    private long _epoch;

    public void Attach()
    {
        world.Handle<ReadEpoch>((_, call) => Answer(call, () => new EpochRead(_epoch)));
        world.Handle<AdvanceEpoch>((advance, call) => Answer(call, () => Swap(advance.From)));
    }

    private object Swap(long from) => from == _epoch ? new EpochAdvanced(++_epoch) : new EpochConflict();

    private void Answer(EffectCall call, Func<object> act) => world.After(world.Random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(20)), () =>
    {
        // Done whether or not anybody still listens: a disk does not know that its writer is gone.
        if (world.Random.Chance(failureChance))
        {
            call.Fail(new IOException("The disk is busy"));
            return;
        }

        call.Complete(act());
    });
}
