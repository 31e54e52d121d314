using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>What an agent does to itself: timers, stash, effects.</summary>
internal sealed partial class Agent
{
    private const int ManyTimers = 12;

    private static readonly string[] Keys = [.. Enumerable.Range(0, ManyTimers).Select(number => $"timer-{number}")];
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);

    private void DoToItself(AgentAction action, Work? cause, ActorContext context)
    {
        switch (action)
        {
            case AgentAction.StartTimer:
                StartTimer(context.Random.Pick(Keys), context);
                break;
            case AgentAction.StartPeriodicTimer:
                StartPeriodicTimer(context.Random.Pick(Keys), context);
                break;
            case AgentAction.CancelTimer:
                CancelTimer(context.Random.Pick(Keys), context);
                break;
            case AgentAction.StartManyTimers:
                foreach (var key in Keys) StartTimer(key, context);
                break;
            case AgentAction.SetReceiveTimeout:
                SetReceiveTimeout(context.Random.Between(TimeSpan.FromMilliseconds(1), Long), context);
                break;
            case AgentAction.ClearReceiveTimeout:
                SetReceiveTimeout(null, context);
                break;
            case AgentAction.Stash when cause is not null:
                Stash(cause, context);
                break;
            case AgentAction.Unstash:
                Unstash(context);
                break;
            case AgentAction.Perform:
                Perform(context);
                break;
            case AgentAction.CancelEffect when _chores.Count > 0:
                context.Cancel(context.Random.Pick(_chores));
                break;
        }
    }

    private void StartTimer(string key, ActorContext context)
    {
        // Short ones are often due at once with others; some fire while the actor is busy stopping or restarting.
        var delay = context.Random.Chance(0.3) ? TimeSpan.FromMilliseconds(context.Random.Next(3)) : context.Random.Between(TimeSpan.Zero, Long);
        var tick = new Tick(Scenario.NextNumber(), key);
        context.StartTimer(key, tick, delay);
        Report(context, new Reports.TimerSet(key, tick, context.Now + delay, TimeSpan.Zero));
    }

    private void StartPeriodicTimer(string key, ActorContext context)
    {
        var interval = context.Random.Between(TimeSpan.FromMilliseconds(50), Long);
        var tick = new Tick(Scenario.NextNumber(), key);
        context.StartPeriodicTimer(key, tick, interval);
        Report(context, new Reports.TimerSet(key, tick, context.Now + interval, interval));
    }

    private void CancelTimer(string key, ActorContext context) =>
        Report(context, new Reports.TimerCancelled(key, context.CancelTimer(key)));

    private void SetReceiveTimeout(TimeSpan? timeout, ActorContext context)
    {
        context.SetReceiveTimeout(timeout);
        Report(context, new Reports.ReceiveTimeoutSet(timeout));
    }

    private void Stash(Work work, ActorContext context)
    {
        if (_stashed == work) return;
        context.Stash();
        _stashed = work;
        Report(context, new Reports.Stashed(work));
    }

    private void Unstash(ActorContext context)
    {
        Report(context, new Reports.Unstashed());
        context.UnstashAll();
    }

    private void Perform(ActorContext context)
    {
        var random = context.Random;
        var ignoresFor = random.Chance(0.5) ? TimeSpan.Zero : random.Between(TimeSpan.Zero, Long);
        var chore = new Chore(Scenario.NextNumber(), (ChoreFate)random.Next(5), random.Between(TimeSpan.Zero, Long), ignoresFor);
        Report(context, new Reports.Performed(chore));
        _chores.Add(context.Perform(chore));
    }
}
