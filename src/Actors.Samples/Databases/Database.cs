using Actors.Kubernetes.Models;

namespace Actors.Samples.Databases;

/// <summary>A database server with its storage, its password and its backups.</summary>
[KubernetesEntity(Group = "example.com", Version = "v1alpha1", Kind = "Database", Plural = "databases")]
public sealed class Database : CustomResource<DatabaseSpec, DatabaseStatus>;
