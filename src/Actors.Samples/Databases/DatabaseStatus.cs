using System.Text.Json.Serialization;
using Actors.Kubernetes.Models;

namespace Actors.Samples.Databases;

/// <summary>What was observed.</summary>
public sealed class DatabaseStatus : KubernetesModel
{
    /// <summary>The type of the condition that says whether the database can be used.</summary>
    public const string Ready = "Ready";

    /// <summary>The type of the condition that says whether there is a password.</summary>
    public const string PasswordAvailable = "PasswordAvailable";

    /// <summary>How far it is.</summary>
    public DatabasePhase Phase { get; set; }

    /// <summary>How it is reached, without the password.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The generation of the spec that this is about.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>Its conditions: <see cref="Ready"/> and <see cref="PasswordAvailable"/>.</summary>
    public IList<V1Condition> Conditions { get; set => field = value ?? []; } = [];
}

/// <summary>How far a database is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DatabasePhase>))]
public enum DatabasePhase
{
    /// <summary>It waits for something that others have to provide.</summary>
    Pending,

    /// <summary>It is on its way to what is wanted.</summary>
    Provisioning,

    /// <summary>It is as wanted.</summary>
    Ready,

    /// <summary>It cannot become what is wanted; the condition Ready says why.</summary>
    Failed,
}
