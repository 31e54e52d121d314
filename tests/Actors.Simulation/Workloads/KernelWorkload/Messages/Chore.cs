using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>How a chore ends if nobody cancels it.</summary>
internal enum ChoreFate
{
    DoneAtOnce,
    DoneLater,
    FailsLater,
    ThrowsAtOnce,
    Hangs,
}

/// <summary>An effect of the simulated world that ends as it says.</summary>
internal sealed record Chore(long Number, ChoreFate Fate, TimeSpan Takes, TimeSpan IgnoresCancelFor) : Effect, ITraced
{
    ulong ITraced.TraceNumber => (ulong)Number;
}

/// <summary>The outcome of a chore that was done.</summary>
internal sealed record ChoreDone(Chore Chore) : ITraced
{
    ulong ITraced.TraceNumber => (ulong)Chore.Number;
}

/// <summary>The outside world in which chores are done.</summary>
internal static class ChoreWorld
{
    public static void Carry(World world, Chore chore, EffectCall call)
    {
        call.OnCancelled(() => EndAfter(chore.IgnoresCancelFor, call.CompleteCancelled));
        switch (chore.Fate)
        {
            case ChoreFate.DoneAtOnce:
                call.Complete(new ChoreDone(chore));
                break;
            case ChoreFate.DoneLater:
                EndAfter(chore.Takes, () => call.Complete(new ChoreDone(chore)));
                break;
            case ChoreFate.FailsLater:
                EndAfter(chore.Takes, () => call.Fail(new TimeoutException("The chore took too long")));
                break;
            case ChoreFate.ThrowsAtOnce:
                throw new TimeoutException("The chore was refused");
        }

        void EndAfter(TimeSpan delay, Action end)
        {
            if (delay == TimeSpan.Zero) End(end);
            else world.After(delay, () => End(end));
        }

        void End(Action end)
        {
            if (!call.HasEnded) end();
        }
    }
}
