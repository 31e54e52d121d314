namespace Actors.Simulation;

/// <summary>No object is reconciled twice at once by one process.</summary>
internal sealed class OneReconcileChecker : Checker
{
    private readonly HashSet<(string Uid, int Life)> _running = [];

    public override string Invariant => "OneReconcile";

    public override void Observe(in TraceEvent happened)
    {
        if (happened.Message is ReconcileBegun begun && !_running.Add((begun.Uid, begun.Life))) Violate($"{begun.Uid} is reconciled twice at once");
        if (happened.Message is ReconcileOver over) _running.Remove((over.Uid, over.Life));
    }
}

/// <summary>The finalizer is there before anything is created, and taken off only when the cleanup has succeeded.</summary>
internal sealed class FinalizerChecker : Checker
{
    private readonly HashSet<string> _cleanedUp = [];

    public override string Invariant => "Finalizer";

    public override void Observe(in TraceEvent happened)
    {
        switch (happened.Message)
        {
            case ReconcileBegun { HasFinalizer: false } begun:
                Violate($"{begun.Uid} is reconciled without its finalizer");
                break;
            case PartCreated { OwnerHasFinalizer: false } created:
                Violate($"Something is created for {created.OwnerUid}, which has no finalizer");
                break;
            case CleanedUp cleaned:
                _cleanedUp.Add(cleaned.Uid);
                break;
            case FinalizerOff off when !_cleanedUp.Contains(off.Uid):
                Violate($"{off.Uid} loses its finalizer before it was cleaned up");
                break;
        }
    }
}

/// <summary>In the end everything is as it should be: nothing was missed, whatever happened on the way.</summary>
internal sealed class ConvergenceChecker(Cluster cluster) : Checker
{
    public override string Invariant => "Converges";

    public override void Observe(in TraceEvent happened) { }

    public override void AtRest()
    {
        foreach (var database in cluster.Of(Cluster.Primary))
        {
            if (database.IsBeingDeleted) Miss($"{database.Name} is still being deleted");
            var wanted = ReconcileScript.Wanted(database.Spec, cluster.Find(Cluster.Referenced, ReconcileScript.SettingOf(database.Spec))?.Spec);
            if (database.Status != (database.Generation, wanted)) Miss($"{database} should say ({database.Generation}, {wanted})");
            var part = cluster.Find(Cluster.Owned, $"part-{database.Name}");
            if (part is null || part.Owner?.Uid != database.Uid || part.Spec != wanted) Miss($"{database.Name} has {part?.ToString() ?? "no part"} instead of a part with {wanted}");
        }

        foreach (var part in cluster.Of(Cluster.Owned))
        {
            if (part.Owner is { } owner && !cluster.IsThere(owner.Uid)) Miss($"{part.Name} belongs to nobody any more");
        }
    }
}
