namespace Actors.Cli.Up;

/// <summary>Where the operator of a run keeps what it has learned about its objects.</summary>
/// <param name="Place">Where that is, for people; null if nowhere.</param>
/// <param name="Environment">Has the operator do it.</param>
internal sealed record UpLedger(string? Place, IReadOnlyDictionary<string, string> Environment)
{
    private const string Provider = "AKKA__PERSISTENCE__PROVIDER";

    /// <summary>A file is one process's, so replicas have one ledger only in a database.</summary>
    /// <param name="connectionString">How to connect to a database of PostgreSQL; null for none.</param>
    /// <param name="isShared">Whether there are several replicas.</param>
    /// <param name="file">The file for an operator by itself.</param>
    public static UpLedger Of(string? connectionString, bool isShared, string file) => (connectionString, isShared) switch
    {
        ({ } database, _) => new("PostgreSQL (--ledger)", new Dictionary<string, string>
        {
            [Provider] = "postgresql", ["AKKA__PERSISTENCE__CONNECTION_STRING"] = database,
        }),
        (null, true) => new(null, new Dictionary<string, string> { [Provider] = "off" }),
        _ => new(file, new Dictionary<string, string> { [Provider] = "sqlite", ["AKKA__PERSISTENCE__FILE"] = file }),
    };
}
