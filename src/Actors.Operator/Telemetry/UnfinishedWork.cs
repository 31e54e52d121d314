namespace Actors.Operators.Telemetry;

/// <summary>The reconciles of a controller that run now, as client-go's queues count them.</summary>
/// <param name="Total">How long they have run, together: where this grows by a second each second, one hangs; by two, two.</param>
/// <param name="Longest">How long the longest has run.</param>
internal readonly record struct UnfinishedWork(TimeSpan Total, TimeSpan Longest)
{
    public UnfinishedWork With(TimeSpan one) => new(Total + one, one > Longest ? one : Longest);
}
