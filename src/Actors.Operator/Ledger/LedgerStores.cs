using Actors.Operators.Hosting;
using Actors.Settings;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Ledger;

/// <summary>The store that is set.</summary>
internal static class LedgerStores
{
    /// <param name="options">What is set.</param>
    /// <param name="operator">The operator whose rows are read and written; empty to look at those of all.</param>
    /// <param name="isOwned">Whether no other process may write a file meanwhile.</param>
    /// <param name="log">Learns of a file that was set aside.</param>
    /// <returns>The store, not opened yet; null where there is to be none.</returns>
    /// <exception cref="OperatorStartException">No file is named, and there is no place for one.</exception>
    public static LedgerStore? Open(PersistenceOptions options, string @operator, bool isOwned, ILogger log) => options.Provider switch
    {
        LedgerProvider.Sqlite or LedgerProvider.Auto => new SqliteLedger(@operator, LedgerFile.Of(options, @operator), isOwned, log),
        LedgerProvider.PostgreSql => new PostgresLedger(@operator, () => ConnectionOf(options)),
        _ => null,
    };

    private static string ConnectionOf(PersistenceOptions options)
    {
        if (options.ConnectionStringFile.Length == 0) return options.ConnectionString;
        try
        {
            return File.ReadAllText(options.ConnectionStringFile).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new OperatorStartException($"The connection string of the ledger cannot be read (akka.persistence.connection-string-file): {failure.Message}", failure);
        }
    }
}
