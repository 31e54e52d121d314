namespace Actors.Cli.Up.Chaos;

/// <summary>Carries a plan out, each step at its time. A fault that cannot be now is left out, together with its end.</summary>
internal sealed class ChaosDriver(IReadOnlyList<ChaosStep> plan, IChaosTarget target, TimeProvider time)
{
    /// <summary>Ends when all that was begun has been done.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var leftOut = new HashSet<string>(StringComparer.Ordinal);
        var begun = new List<Task>();
        try
        {
            foreach (var step in plan)
            {
                var wait = step.At - time.GetElapsedTime(began);
                if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellation);
                if (step.IsFault ? !target.CanDisturb(step.Replica) && leftOut.Add(step.Replica) : leftOut.Remove(step.Replica)) continue;
                begun.Add(target.CarryOutAsync(step));
            }
        }
        finally
        {
            await Task.WhenAll(begun);
        }
    }
}
