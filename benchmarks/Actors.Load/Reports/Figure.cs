namespace Actors.Load.Reports;

/// <summary>Something that was measured, once in each round.</summary>
/// <param name="Subject">Of whom.</param>
/// <param name="What">What.</param>
/// <param name="Unit">In what.</param>
/// <param name="Values">How much, in each round.</param>
/// <param name="Goal">What the operator is to stay at or below; null for no goal.</param>
internal sealed record Figure(string Subject, string What, string Unit, List<double> Values, double? Goal)
{
    /// <summary>Of an even number the lower one.</summary>
    public double Median => Values.Order().ElementAt((Values.Count - 1) / 2);

    public double Least => Values.Min();

    public double Most => Values.Max();
}
