using Actors.Operators.Ledger;
using Actors.Operators.Running;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Hosting;

/// <summary>What a replica has to do before it can end.</summary>
internal interface IEndingWork
{
    /// <summary>Gives its shards to others and then its Lease up, where there is a fleet.</summary>
    /// <exception cref="TimeoutException">It could not in time.</exception>
    Task LeaveAsync(TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Has nothing new begin, and waits for what runs.</summary>
    /// <exception cref="TimeoutException">Some has not ended in time.</exception>
    Task DrainAsync(TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Has all that is known of objects written.</summary>
    /// <returns>Whether it is; the store may be away.</returns>
    /// <exception cref="TimeoutException">It was not in time.</exception>
    Task<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellation);
}

/// <summary>Ends a replica's work, all of it within one time, however much of that the first steps take.</summary>
/// <param name="timeout">The time for all.</param>
/// <param name="time">The clock, whose monotonic side counts.</param>
/// <param name="log">Is told what was not done in time.</param>
internal sealed class EndOfWork(TimeSpan timeout, TimeProvider time, ILogger log)
{
    // What is left for the ledger in any case: most of what it knows has been written long since if the steps before it hang.
    private const double FlushShare = 0.05;

    /// <param name="work">Whose.</param>
    /// <param name="ledgerProblem">Why nothing can be written into the ledger; null if it can.</param>
    /// <param name="cancellation">When not to wait any longer.</param>
    public async Task RunAsync(IEndingWork work, Func<string?> ledgerProblem, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        if (!await TryAsync(work.LeaveAsync(Left(1 - FlushShare), cancellation)).ConfigureAwait(false)) log.NotLeft(timeout);
        if (!await TryAsync(work.DrainAsync(Left(1 - FlushShare), cancellation)).ConfigureAwait(false)) log.NotDrained(timeout);
        var flush = work.FlushAsync(Left(1), cancellation);
        if (!await TryAsync(flush).ConfigureAwait(false)) log.LedgerNotFlushed(ledgerProblem() ?? $"the {timeout} there are for a stop are over");
        else if (!await flush.ConfigureAwait(false)) log.LedgerNotFlushed(ledgerProblem());

        TimeSpan Left(double share)
        {
            var left = (timeout * share) - time.GetElapsedTime(start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private static async Task<bool> TryAsync(Task step)
    {
        try
        {
            await step.ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}
