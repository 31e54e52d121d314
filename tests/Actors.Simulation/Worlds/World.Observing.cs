using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>What can be seen of a world from outside.</summary>
public sealed partial class World
{
    private readonly List<DeadLetter> _deadLetters = [];
    private readonly List<ActorFailure> _failures = [];

    /// <summary>The first invariant that did not hold, if any; after it nothing more happens.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Messages that reached nobody, on all machines.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters => _deadLetters;

    /// <summary>What actors threw and what was decided, on all machines.</summary>
    public IReadOnlyList<ActorFailure> Failures => _failures;

    /// <summary>Adds a checker; it sees what happens from now on.</summary>
    public void Add(Checker checker)
    {
        checker.Attach(this);
        _checkers.Add(checker);
    }

    /// <summary>Asks all checkers whether what must have happened by now has.</summary>
    public void CheckAtRest()
    {
        foreach (var checker in _checkers) checker.AtRest();
    }

    /// <summary>Puts a report of <paramref name="actor"/> into the trace, for checkers to see.</summary>
    public void Report(ActorRef? actor, object report) => Record(new TraceEvent(Time, TraceKind.Reported, Executing?.Machine, actor, null, report));

    internal void Violate(string invariant, string message, ViolationKind kind) => Violation ??= new Violation(invariant, message, Now, kind);

    internal void Record(in TraceEvent happened)
    {
        if (Violation is not null) return;
        Trace.Add(happened);
        Keep(happened);
        foreach (var checker in _checkers) checker.Observe(happened);
    }

    private void Keep(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceKind.DeadLetter:
                _deadLetters.Add(new DeadLetter(happened.Message!, happened.Other, happened.Actor!));
                break;
            case >= TraceKind.FailureResumed and <= TraceKind.Fatal:
                _failures.Add(new ActorFailure(happened.Actor, (Exception)happened.Message!, happened.Kind));
                break;
        }
    }
}
