namespace Actors.Samples.Databases;

/// <summary>How what belongs to a database is called.</summary>
internal static class DatabaseNames
{
    /// <summary>The volume of the database's pod.</summary>
    public const string Volume = "data";

    /// <summary>The key of the password in a Secret that is made up here, and by default in others.</summary>
    public const string PasswordKey = "password";

    /// <summary>The Service's and the StatefulSet's.</summary>
    public static string Of(Database database) => database.Metadata.Name!;

    /// <summary>The claim that the StatefulSet makes for its pod.</summary>
    public static string ClaimOf(Database database) => $"{Volume}-{Of(database)}-0";

    /// <summary>The Secret's that is made if none is referenced.</summary>
    public static string SecretOf(Database database) => $"{Of(database)}-password";

    /// <summary>The CronJob's, and that of the claim it writes to.</summary>
    public static string BackupOf(Database database) => $"{Of(database)}-backup";

    public static string HostOf(Database database) => $"{Of(database)}.{database.Metadata.Namespace}.svc";

    public static string UserOf(Database database) => database.Spec.Username ?? "admin";

    /// <summary>By which pods and claims are found; a StatefulSet cannot change them.</summary>
    public static Dictionary<string, string> Selector(Database database) => new()
    {
        ["app.kubernetes.io/name"] = "database",
        ["app.kubernetes.io/instance"] = Of(database),
    };

    public static Dictionary<string, string> Labels(Database database) => new(Selector(database))
    {
        ["app.kubernetes.io/component"] = database.Spec.Engine.ToString(),
        ["app.kubernetes.io/managed-by"] = "database-operator",
    };
}
