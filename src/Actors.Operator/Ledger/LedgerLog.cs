using Microsoft.Extensions.Logging;

namespace Actors.Operators.Ledger;

/// <summary>What the ledger says in the log.</summary>
internal static partial class LedgerLog
{
    [LoggerMessage(180, LogLevel.Information, "The ledger is in {Place}")]
    public static partial void LedgerOpen(this ILogger log, string place);

    [LoggerMessage(181, LogLevel.Warning, "The ledger in {Place} cannot be used, and the operator works on without it until it can: {Problem}")]
    public static partial void LedgerAway(this ILogger log, string place, string problem);

    [LoggerMessage(182, LogLevel.Information, "The ledger in {Place} can be used again")]
    public static partial void LedgerBack(this ILogger log, string place);

    [LoggerMessage(184, LogLevel.Warning, "The last of what was learned about objects could not be written into the ledger: {Problem}")]
    public static partial void LedgerNotFlushed(this ILogger log, string? problem);

    [LoggerMessage(
        185, LogLevel.Information,
        "No ledger is kept: a restart begins anew. The replicas of a fleet share one in PostgreSQL (akka.persistence.provider = postgresql); to have none and not be told, set it to off")]
    public static partial void NoLedgerInFleet(this ILogger log);

    [LoggerMessage(
        186, LogLevel.Warning,
        "No ledger is kept, and a restart begins anew: {Problem}. To have one, name a file this process can write (akka.persistence.file); to have none, set akka.persistence.provider to off")]
    public static partial void NoLedger(this ILogger log, string problem);

    [LoggerMessage(183, LogLevel.Error, "The ledger {File} is damaged ({Problem}); it was set aside as {Aside}, and a new one is begun: what was known of objects is not")]
    public static partial void LedgerSetAside(this ILogger log, string file, string aside, string problem);
}
