using System.Text.Json.Serialization;
using Actors.Kubernetes.Models;

namespace Actors.Samples.Databases;

/// <summary>What is wanted. The definition, databases.example.com.yaml, says what is allowed.</summary>
public sealed class DatabaseSpec : KubernetesModel
{
    /// <summary>What kind of database it is. It stays what it was made as.</summary>
    public DatabaseEngine Engine { get; set; }

    /// <summary>The tag of the engine's image, such as <c>16</c> or <c>8.4.3</c>.</summary>
    public string Version { get; set; } = "";

    /// <summary>How large its volume is. It can grow and cannot shrink.</summary>
    public Quantity StorageSize { get; set; }

    /// <summary>The user that is made with it; <c>admin</c> by default. It stays what it was made as.</summary>
    public string? Username { get; set; }

    /// <summary>Where the user's password is; null to have one made up.</summary>
    public SecretKeyReference? PasswordSecretRef { get; set; }

    /// <summary>Whether and when it is backed up; null for never.</summary>
    public BackupPolicy? BackupPolicy { get; set; }
}

/// <summary>What kind of database it is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DatabaseEngine>))]
public enum DatabaseEngine
{
    /// <summary>https://hub.docker.com/_/postgres</summary>
    PostgreSQL,

    /// <summary>https://hub.docker.com/_/mysql</summary>
    MySQL,

    /// <summary>https://hub.docker.com/_/mongo</summary>
    MongoDB,
}

/// <summary>A value in a Secret of the database's namespace.</summary>
public sealed class SecretKeyReference : KubernetesModel
{
    /// <summary>The Secret.</summary>
    public string Name { get; set; } = "";

    /// <summary>The key in it; <c>password</c> by default.</summary>
    public string? Key { get; set; }
}

/// <summary>Whether and when a database is backed up.</summary>
public sealed class BackupPolicy : KubernetesModel
{
    /// <summary>Whether it is backed up.</summary>
    public bool Enabled { get; set; }

    /// <summary>When, as a cron schedule; at three every night by default.</summary>
    public string? Schedule { get; set; }
}
