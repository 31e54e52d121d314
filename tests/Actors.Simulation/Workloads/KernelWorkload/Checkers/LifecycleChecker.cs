using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>
/// The order of an actor's life: first PreStart, then messages, last PostStop; after a failure nothing until it was resumed or restarted, which only a parent
/// decides.
/// </summary>
internal sealed class LifecycleChecker : ActorChecker<LifecycleChecker.Life>
{
    public enum Stage
    {
        New,
        Running,
        Failed,
        Restarting,
        Stopped,
        Ended,
    }

    private ActorRef? _escalatedTo;

    public override string Invariant => "LifeCycle";

    public override void Observe(in TraceEvent happened)
    {
        if (happened.Actor is not { } actor) return;
        switch (happened.Kind)
        {
            case TraceKind.Spawned when happened.Other is { } parent:
                Of(parent).Children.Add(actor);
                break;
            case TraceKind.PreStart:
                Step(happened, Stage.Running, Stage.New);
                break;
            case TraceKind.Received:
                Step(happened, Stage.Running, Stage.Running);
                break;
            case TraceKind.Threw:
                Of(actor).Stage = Stage.Failed;
                break;
            case TraceKind.PreRestart:
                Step(happened, Stage.Restarting, Stage.Running, Stage.Failed);
                break;
            case TraceKind.PostRestart:
                OnPostRestart(happened, Of(actor));
                break;
            case TraceKind.PostStop:
                Step(happened, Stage.Stopped, Stage.New, Stage.Running, Stage.Failed, Stage.Restarting);
                break;
            case TraceKind.Ended:
                Step(happened, Stage.Ended, Stage.New, Stage.Failed, Stage.Restarting, Stage.Stopped);
                break;
            default:
                OnDecision(happened, actor);
                break;
        }
    }

    private void OnDecision(in TraceEvent happened, ActorRef actor)
    {
        switch (happened.Kind)
        {
            case TraceKind.FailureResumed:
                Resume(actor);
                break;
            case TraceKind.FailureRestarted:
                Of(actor).RestartsDecided++;
                break;
            case TraceKind.FailureEscalated when (actor as ActorCell)?.Parent is { } parent && Of(parent).Stage == Stage.Running:
                Of(parent).Stage = Stage.Failed;
                _escalatedTo = parent;
                return;
            case TraceKind.FailureIgnored when actor == _escalatedTo:
                // It had failed itself, and the word that it is to resume is on its way to it.
                Of(actor).Stage = Stage.Running;
                break;
        }

        _escalatedTo = null;
    }

    /// <summary>Whoever resumes takes along what failed below it: its failure may have been the one that was escalated.</summary>
    private void Resume(ActorRef actor)
    {
        var life = Of(actor);
        if (life.Stage != Stage.Failed) return;
        life.Stage = Stage.Running;
        foreach (var child in life.Children) Resume(child);
    }

    private void OnPostRestart(in TraceEvent happened, Life life)
    {
        // From New or Failed if there was no instance to see PreRestart.
        Step(happened, Stage.Running, Stage.Restarting, Stage.New, Stage.Failed);
        if (--life.RestartsDecided < 0) Violate($"{happened}, but nobody decided so");
    }

    private void Step(in TraceEvent happened, Stage next, params ReadOnlySpan<Stage> allowed)
    {
        var life = Of(happened.Actor!);
        if (!allowed.Contains(life.Stage)) Violate($"{happened} of an actor that is {life.Stage}");
        life.Stage = next;
    }

    internal sealed class Life
    {
        public Stage Stage { get; set; }

        public int RestartsDecided { get; set; }

        public List<ActorRef> Children { get; } = [];
    }
}
