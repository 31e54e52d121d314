using Actors.Kernel;
using Actors.Operators.Hosting;
using Actors.Settings;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Ledger;

/// <summary>Opens the ledger of an operator that starts.</summary>
internal static class LedgerStart
{
    /// <summary>
    /// What somebody has set is held on to: a store that is away is waited for, and one that can never be used keeps the operator from starting. What nobody has set is had if it can be had, which
    /// shows at once.
    /// </summary>
    /// <returns>The ledger; null where there is none.</returns>
    /// <exception cref="OperatorStartException">The store that is set can never be used.</exception>
    public static async Task<LedgerRunner?> OpenAsync(
        PersistenceOptions persistence, OperatorOptions options, Func<Instant> now, TimeProvider time, ILogger log, CancellationToken cancellation)
    {
        var isWanted = persistence.Provider != LedgerProvider.Auto;
        if (!isWanted && !options.HasLedgerByDefault) return null;
        if (!isWanted && options.Fleet)
        {
            log.NoLedgerInFleet();
            return null;
        }

        LedgerRunner? ledger = null;
        var isStarted = false;
        try
        {
            if (LedgerStores.Open(persistence, options.Name, isOwned: true, log) is not { } store) return null;
            ledger = new LedgerRunner(store, persistence.OperationTimeout, now, time, log);
            if (isWanted) await ledger.StartAsync(cancellation).ConfigureAwait(false);
            else if (await ledger.TryStartAsync(cancellation).ConfigureAwait(false) is { } problem) throw new OperatorStartException(problem);
            isStarted = true;
            return ledger;
        }
        catch (OperatorStartException failure) when (!isWanted)
        {
            log.NoLedger(failure.Message);
            return null;
        }
        finally
        {
            if (!isStarted && ledger is not null) await ledger.DisposeAsync().ConfigureAwait(false);
        }
    }
}
