using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>
/// Gives a lock to one client at a time, for a lease, under an epoch that only grows (a fencing token, as in Burrows' Chubby). After a start it does not know
/// who has a lease, so it takes the lock for taken until any that could be out has ended.
/// </summary>
internal class LockService(LockScenario scenario) : Actor
{
    private const string LeaseTimer = "lease";
    private const string ReloadTimer = "reload";

    private enum State
    {
        Loading,
        Free,
        Granting,
        Held,
    }

    private State _state;
    private long _epoch;
    private ActorRef? _holder;
    private long _request;

    protected override void PreStart(ActorContext context) => Load(context);

    protected override void Receive(object message, ActorContext context)
    {
        if (context.Random.Chance(scenario.ServiceFailures)) throw new IOException("A passing failure");
        switch (message)
        {
            case Acquire acquire when _state == State.Free || (_state == State.Held && _holder == context.Sender):
                Grant(acquire, context);
                break;
            case Renew renew when _state == State.Held && IsCurrent(renew.Epoch):
                context.StartTimer(LeaseTimer, LeaseTimer, LockScenario.Lease);
                context.Reply(new Renewed(renew.Request, renew.Epoch));
                break;
            case Release release when _state == State.Held && IsCurrent(release.Epoch):
                context.CancelTimer(LeaseTimer);
                _state = State.Free;
                break;
            case EpochRead read:
                _epoch = read.Epoch;
                Hold(null, context);
                break;
            case EpochAdvanced advanced:
                _epoch = advanced.Epoch;
                Hold(_holder, context);
                context.Tell(_holder!, new Granted(_request, _epoch));
                break;
            case EpochConflict or ReloadTimer:
                Load(context);
                break;
            case EffectFailed:
                context.StartTimer(ReloadTimer, ReloadTimer, TimeSpan.FromMilliseconds(50));
                break;
            case LeaseTimer:
                _state = State.Free;
                break;
        }
    }

    /// <summary>Whether a client that says it has the lock by that epoch does: its message may be old, and another have the lock since.</summary>
    protected virtual bool IsCurrent(long epoch) => epoch == _epoch;

    private void Load(ActorContext context)
    {
        _state = State.Loading;
        context.Perform(new ReadEpoch());
    }

    private void Grant(Acquire acquire, ActorContext context)
    {
        // Who is known to hold it and asks again has lost the answer, or its memory.
        context.CancelTimer(LeaseTimer);
        _state = State.Granting;
        _holder = context.Sender;
        _request = acquire.Request;
        context.Perform(new AdvanceEpoch(_epoch));
    }

    private void Hold(ActorRef? holder, ActorContext context)
    {
        _state = State.Held;
        _holder = holder;
        context.StartTimer(LeaseTimer, LeaseTimer, LockScenario.Lease);
    }
}
