namespace Actors.Simulation;

/// <summary>Stashed messages come back in their order and before all that wait; those of a life that fails come back in the next.</summary>
internal sealed class StashChecker : ActorChecker<StashChecker.Stash>
{
    public override string Invariant => "StashKeepsOrder";

    public override void Observe(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceKind.Reported when happened.Message is Reports.Stashed stashed:
                Of(happened.Actor!).Aside.Add(stashed.Message);
                break;
            case TraceKind.Reported when happened.Message is Reports.Unstashed:
            case TraceKind.PreRestart:
                if (Has(happened.Actor, out var unstashed)) unstashed.PutBack();
                break;
            case TraceKind.Received:
                if (Has(happened.Actor, out var stash)) CheckIsNext(happened, stash);
                break;
        }
    }

    private void CheckIsNext(in TraceEvent happened, Stash stash)
    {
        if (stash.Back.Count == 0) return;
        if (ReferenceEquals(stash.Back[0], happened.Message)) stash.Back.RemoveAt(0);
        else Violate($"{happened} comes before {stash.Back[0]}, which was stashed and put back");
    }

    internal sealed class Stash
    {
        public List<object> Aside { get; } = [];

        /// <summary>Put back and not received again.</summary>
        public List<object> Back { get; } = [];

        public void PutBack()
        {
            Back.InsertRange(0, Aside);
            Aside.Clear();
        }
    }
}
