namespace Actors.Cli.Up.Chaos;

/// <summary>Finds reconciles of one object that ran at the same time.</summary>
/// <remarks>
/// What a replica had under way when it was paused is left out: it cannot know that the world has gone on, and ends late. What counts then is that it writes nothing any
/// more, which <see cref="ForeignWrites"/> looks at. A kill excuses nothing: what was killed ran until then.
/// </remarks>
internal static class DoubleReconciles
{
    public static IReadOnlyList<string> Find(IEnumerable<ReconcileRun> runs, IReadOnlyList<ReplicaPause> pauses)
    {
        var found = new List<string>();
        foreach (var ofObject in runs.Where(run => !pauses.Any(pause => Meets(run, pause))).GroupBy(static run => run.Uid, StringComparer.Ordinal))
        {
            ReconcileRun? longest = null;
            foreach (var run in ofObject.OrderBy(static run => run.From))
            {
                if (longest is not null && run.From < longest.To) found.Add(Describe(longest, run));
                if (longest is null || run.To > longest.To) longest = run;
            }
        }

        return found;
    }

    private static bool Meets(ReconcileRun run, ReplicaPause pause) => run.Replica == pause.Replica && run.From <= pause.To && run.To >= pause.From;

    private static string Describe(ReconcileRun first, ReconcileRun second) => FormattableString.Invariant(
        $"{first.Name} ({first.Uid}): {second.Replica} began while {first.Replica} was at it, {(Math.Min(first.To, second.To) - second.From) / 1e6:0.0} ms together");
}
