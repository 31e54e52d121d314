namespace Actors.Settings;

/// <summary>How the ledger is kept: what survives a restart or a move of an object (how often it failed, when it is due, at what it last succeeded).</summary>
public sealed record PersistenceOptions
{
    private const string Prefix = "akka.persistence.";

    /// <summary>
    /// Where it is kept. <c>off</c>, <c>sqlite</c>, <c>postgresql</c>, or <c>auto</c> for <c>sqlite</c> where an operator is no fleet and can write the file, and <c>off</c> elsewhere; default
    /// <c>auto</c>. <c>akka.persistence.provider</c>
    /// </summary>
    public LedgerProvider Provider { get; init; } = LedgerProvider.Auto;

    /// <summary>
    /// The file of <c>sqlite</c>, made if it is not there; default empty, for <c>actors/OPERATOR/ledger.db</c> below <c>$XDG_STATE_HOME</c>, or else below <c>~/.local/state</c>.
    /// <c>akka.persistence.file</c>
    /// </summary>
    public string File { get; init; } = "";

    /// <summary>How to reach the database of <c>postgresql</c>, as Npgsql takes it. Never shown. Empty where it is in a file; default empty. <c>akka.persistence.connection-string</c></summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>A file whose content is the connection string, such as a mounted Secret; default empty, for none. <c>akka.persistence.connection-string-file</c></summary>
    public string ConnectionStringFile { get; init; } = "";

    /// <summary>How many rows are written at once at most. 1 to 10,000; default 5,000. <c>akka.persistence.batch-size</c></summary>
    public int BatchSize { get; init; } = 5000;

    /// <summary>How long a row waits for others to be written with it, which is what a crash can lose. 10 ms to 1 min; default 500 ms. <c>akka.persistence.batch-interval</c></summary>
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long one read or write may take before the database counts as away. 100 ms to 5 min; default 5 s. <c>akka.persistence.operation-timeout</c></summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(5);

    internal PersistenceOptions Read(SettingsReader reader)
    {
        var read = new PersistenceOptions
        {
            Provider = Enum.Parse<LedgerProvider>(
                reader.Text(Prefix + "provider", TextOf(Provider), "auto, off, sqlite or postgresql", static text => Enum.GetValues<LedgerProvider>().Any(one => TextOf(one) == text)), ignoreCase: true),
            File = reader.Text(Prefix + "file", File, "a path, or empty", static _ => true),
            ConnectionString = reader.Secret(Prefix + "connection-string"),
            ConnectionStringFile = reader.Text(Prefix + "connection-string-file", ConnectionStringFile, "a path, or empty", static _ => true),
            BatchSize = reader.Int(Prefix + "batch-size", BatchSize, 1, 10_000),
            BatchInterval = reader.Duration(Prefix + "batch-interval", BatchInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
            OperationTimeout = reader.Duration(Prefix + "operation-timeout", OperationTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
        };
        var sources = (read.ConnectionString.Length > 0 ? 1 : 0) + (read.ConnectionStringFile.Length > 0 ? 1 : 0);
        reader.Require(
            read.Provider != LedgerProvider.PostgreSql || sources == 1, Prefix + "provider",
            "= postgresql needs either connection-string (better in the environment, as AKKA__PERSISTENCE__CONNECTION_STRING) or connection-string-file");
        return read;
    }

    /// <summary>All but the connection string.</summary>
    public override string ToString() => $"{TextOf(Provider)}, {BatchSize} rows or {Units.Format(BatchInterval)}";

    private static string TextOf(LedgerProvider provider) => provider switch { LedgerProvider.Sqlite => "sqlite", LedgerProvider.PostgreSql => "postgresql", LedgerProvider.Off => "off", _ => "auto" };
}
