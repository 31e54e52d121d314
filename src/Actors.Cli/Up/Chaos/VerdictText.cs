namespace Actors.Cli.Up.Chaos;

/// <summary>A verdict, as people read it.</summary>
internal static class VerdictText
{
    private const int ExamplesMax = 10;

    public static IReadOnlyList<string> Of(ChaosVerdict verdict)
    {
        List<string> lines =
        [
            "",
            $"Verdict: {Summary(verdict)}",
            FormattableString.Invariant($"  seed                     {verdict.Seed}, {verdict.Duration.TotalSeconds:0} s of faults"),
            FormattableString.Invariant($"  objects                  {verdict.Objects}, changed {verdict.Changes} times"),
            FormattableString.Invariant($"  faults                   {verdict.Kills} killed, {verdict.Pauses} paused, {verdict.Stops} ended in order"),
            FormattableString.Invariant($"  lost updates             {verdict.LostUpdates.Count}"),
            FormattableString.Invariant($"  double reconciles        {verdict.DoubleReconciles.Count} of {verdict.ReconcilesSeen}"),
            FormattableString.Invariant($"  foreign writes           {verdict.ForeignWrites.Count} of {verdict.WritesSeen}"),
            FormattableString.Invariant($"  longest without an owner {verdict.LongestWithoutOwner.TotalSeconds:0.0} s"),
            FormattableString.Invariant($"  shard moves              {verdict.ShardMoves}, in {verdict.MapUpdates} updates of the map"),
            $"  all as wanted            {Settled(verdict)}",
        ];
        AddExamples(lines, "Lost updates", verdict.LostUpdates);
        AddExamples(lines, "Double reconciles", verdict.DoubleReconciles);
        AddExamples(lines, "Foreign writes", verdict.ForeignWrites);
        return lines;
    }

    private static string Settled(ChaosVerdict verdict) => verdict.Settled is { } settled ? FormattableString.Invariant($"{settled.TotalSeconds:0.0} s after the faults") : "not in time";

    private static string Summary(ChaosVerdict verdict)
    {
        if (verdict.IsGood) return "nothing was lost, nothing was done twice, nobody wrote what was not its own";
        return verdict.HasEvidence ? "NOT as it should be" : "there is none: without faults, reconciles, writes and a shard map there is nothing to judge by";
    }

    private static void AddExamples(List<string> lines, string title, IReadOnlyList<string> found)
    {
        if (found.Count == 0) return;
        lines.Add($"{title}:");
        lines.AddRange(found.Take(ExamplesMax).Select(static one => $"  {one}"));
        if (found.Count > ExamplesMax) lines.Add(FormattableString.Invariant($"  and {found.Count - ExamplesMax} more"));
    }
}
