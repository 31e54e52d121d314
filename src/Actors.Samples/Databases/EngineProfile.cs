namespace Actors.Samples.Databases;

/// <summary>What is particular to an engine's image. All keep their data below <see cref="DataPath"/>.</summary>
/// <param name="Image">Without the tag.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="Scheme">Of its connection strings.</param>
/// <param name="UserVariables">The variables that its first start reads the user from.</param>
/// <param name="PasswordVariables">And the password.</param>
/// <param name="Arguments">Of its server.</param>
/// <param name="DumpCommand">Writes a backup to its output; HOST, USER and PASSWORD are set.</param>
internal sealed record EngineProfile(
    string Image, int Port, string Scheme, IReadOnlyList<string> UserVariables, IReadOnlyList<string> PasswordVariables, IReadOnlyList<string> Arguments, string DumpCommand)
{
    public const string DataPath = "/data";

    // A folder of its own: the root of a new volume is not empty, and initdb refuses that.
    private static readonly EngineProfile PostgreSQL = new(
        "postgres", 5432, "postgresql", ["POSTGRES_USER"], ["POSTGRES_PASSWORD"], [],
        "PGPASSWORD=\"$PASSWORD\" pg_dumpall -h \"$HOST\" -U \"$USER\"")
    {
        Variables = new Dictionary<string, string> { ["PGDATA"] = $"{DataPath}/pgdata" },
    };

    private static readonly EngineProfile MySQL = new(
        "mysql", 3306, "mysql", ["MYSQL_USER"], ["MYSQL_PASSWORD", "MYSQL_ROOT_PASSWORD"], [$"--datadir={DataPath}/mysql"],
        "MYSQL_PWD=\"$PASSWORD\" mysqldump --all-databases --single-transaction -h \"$HOST\" -u root");

    private static readonly EngineProfile MongoDB = new(
        "mongo", 27017, "mongodb", ["MONGO_INITDB_ROOT_USERNAME"], ["MONGO_INITDB_ROOT_PASSWORD"], [$"--dbpath={DataPath}/db", "--bind_ip_all"],
        "mongodump --archive --host \"$HOST\" --username \"$USER\" --password \"$PASSWORD\"");

    /// <summary>Further variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private init; } = new Dictionary<string, string>();

    public static EngineProfile Of(Database database) => database.Spec.Engine switch
    {
        DatabaseEngine.MySQL => MySQL,
        DatabaseEngine.MongoDB => MongoDB,
        _ => PostgreSQL,
    };

    /// <summary>How clients reach a database. They take the password from the Secret.</summary>
    public static string ConnectionString(Database database)
    {
        var engine = Of(database);
        return $"{engine.Scheme}://{DatabaseNames.UserOf(database)}@{DatabaseNames.HostOf(database)}:{engine.Port}/";
    }

    /// <summary>The image of the version that is wanted.</summary>
    public string ImageOf(Database database) => $"{Image}:{database.Spec.Version}";
}
