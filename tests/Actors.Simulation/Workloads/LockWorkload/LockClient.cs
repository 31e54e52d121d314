using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>
/// Takes the lock, uses it as long as its lease is good by its own clock, renews it, lets it go. Counts a lease from when it asked for it, and shortens it by
/// what clocks may drift: so it never thinks that it has what the service has given to another.
/// </summary>
internal sealed class LockClient(LockScenario scenario) : Actor
{
    private const string Wake = "wake";

    private long _request;
    private Instant _askedAt;
    private long? _epoch;
    private Instant _goodUntil;
    private bool _isDone;

    private ActorRef Service => scenario.Service;

    protected override void PreStart(ActorContext context) => Sleep(context);

    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case Granted granted when granted.Request == _request && _epoch is null:
                _epoch = granted.Epoch;
                _goodUntil = _askedAt + LockScenario.GoodFor;
                break;
            case Renewed renewed when renewed.Request == _request && renewed.Epoch == _epoch:
                _goodUntil = _askedAt + LockScenario.GoodFor;
                break;
            case Wake:
                Act(context);
                break;
        }
    }

    private void Act(ActorContext context)
    {
        if (_epoch is not { } epoch) Ask(new Acquire(NextRequest(context)), context);
        else if (context.Now >= _goodUntil) LetGo(epoch, context);
        else Work(epoch, context);
        if (!_isDone) Sleep(context);
    }

    private void Work(long epoch, ActorContext context)
    {
        scenario.World.Report(context.Self, new Used(epoch));
        _isDone = scenario.IsOver;
        if (_isDone || context.Random.Chance(0.1)) LetGo(epoch, context);
        else if (context.Random.Chance(0.3)) Ask(new Renew(NextRequest(context), epoch), context);
    }

    private void LetGo(long epoch, ActorContext context)
    {
        _epoch = null;
        Ask(new Release(epoch), context);
    }

    private void Ask(object question, ActorContext context) => context.Tell(Service, question);

    private long NextRequest(ActorContext context)
    {
        _askedAt = context.Now;
        return _request = scenario.NextRequest();
    }

    private static void Sleep(ActorContext context) =>
        context.StartTimer(Wake, Wake, context.Random.Between(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(500)));
}
