using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>
/// An actor that does at random what the kernel offers, and reports it. It checks nothing itself, and remembers only what it needs to go on: what it
/// must not see is for the checkers to know.
/// </summary>
internal sealed partial class Agent(Profile profile) : Actor
{
    private readonly List<EffectId> _chores = [];
    private Work? _stashed;

    protected override SupervisorStrategy Supervision => profile.Strategy;

    private Town Town => profile.Town;

    private KernelScenario Scenario => profile.Town.Scenario;

    protected override void PreStart(ActorContext context)
    {
        Report(context, new Reports.Supervises(profile.Strategy));
        if (!Scenario.IsOver && context.Random.Chance(0.3)) Act(null, context);
        Scenario.MaybeFailBirth();
    }

    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case Simulation.Settle:
                Settle(context);
                break;
            case Terminated terminated:
                OnTerminated(terminated, context);
                break;
            case ReceiveTimeout when Scenario.IsOver:
                SetReceiveTimeout(null, context);
                break;
            case Tick tick when Scenario.IsOver:
                CancelTimer(tick.Key, context);
                break;
            case Work work:
                _stashed = null;
                if (context.Random.Chance(0.5)) context.Reply(new Answer(work.Number));
                Act(work, context);
                break;
            case Tick or ReceiveTimeout:
                Act(null, context);
                break;
        }
    }

    private void Act(Work? cause, ActorContext context)
    {
        for (var more = 1 + context.Random.Next(2); more > 0 && Scenario.SpendAction(); more--) Do(Scenario.DrawAction(context.Random), cause, context);
    }

    /// <summary>Ends what would go on for ever.</summary>
    private void Settle(ActorContext context)
    {
        Unstash(context);
        foreach (var chore in _chores) context.Cancel(chore);
        _chores.Clear();
    }

    private void OnTerminated(Terminated terminated, ActorContext context)
    {
        if (Scenario.IsOver) return;
        if (context.Random.Chance(Scenario.Options.DeathPacts)) context.Unhandled(terminated);

        // A name that was in use may be used at once.
        if (terminated.Actor.Path is var dead && dead.Parent == context.Self.Path && ActorPath.IsValidName(dead.Name)) Spawn(dead.Name, context);
    }

    private void Report(ActorContext context, object report) => Scenario.World.Report(context.Self, report);
}
