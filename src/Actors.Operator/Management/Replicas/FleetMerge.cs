namespace Actors.Operators.Management;

/// <summary>Makes one answer of those of all replicas.</summary>
internal static class FleetMerge
{
    /// <exception cref="ManagementException">Nobody has answered: why the first one refuses.</exception>
    public static void RequireAnswer<T>(FleetAnswers<T> fleet)
    {
        if (fleet.Answers.Count > 0) return;
        var missing = string.Join("; ", fleet.Missing.Select(static one => $"{one.Replica}: {one.Problem}"));
        if (fleet.Refusals.Count == 0) throw ManagementException.TooLate($"no replica has answered: {missing}");

        // The first is that of the replica asked, which knows what it was asked for.
        var refusal = fleet.Refusals[0];
        throw new ManagementException(fleet.Missing.Count == 0 ? refusal : refusal with { Message = $"{refusal.Message}; but not all have answered: {missing}" });
    }

    /// <summary>All items of all replicas.</summary>
    public static List<TItem> All<T, TItem>(FleetAnswers<T> fleet, Func<T, IEnumerable<TItem>> items)
    {
        RequireAnswer(fleet);
        return [.. fleet.Answers.SelectMany(items)];
    }
}
