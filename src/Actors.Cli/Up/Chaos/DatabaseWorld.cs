using Actors.Kubernetes;
using Actors.Objects;
using Actors.Samples.Databases;

namespace Actors.Cli.Up.Chaos;

/// <summary>The Databases there are, and all that may belong to them.</summary>
/// <param name="Databases">The Databases.</param>
/// <param name="Parts">All objects of the kinds that Databases are made of, whoever owns them.</param>
internal sealed record DatabaseWorld(IReadOnlyList<Database> Databases, IReadOnlyList<KubernetesObject> Parts)
{
    private static readonly GroupVersionResource[] Kinds =
    [
        new("apps", "v1", "statefulsets"), new("", "v1", "services"), new("", "v1", "secrets"), new("batch", "v1", "cronjobs"), new("", "v1", "persistentvolumeclaims"),
    ];

    public static async Task<DatabaseWorld> ReadAsync(KubernetesClient client, string @namespace, CancellationToken cancellation)
    {
        // The Databases last: what is made for one in between is then not taken for left over.
        var parts = new List<KubernetesObject>();
        foreach (var kind in Kinds)
        {
            await foreach (var part in client.Resource(kind, ObjectContent.WithoutManagedFields).InNamespace(@namespace).ListAllAsync(cancellation: cancellation)) parts.Add(part);
        }

        var databases = new List<Database>();
        await foreach (var database in client.Resource<Database>().InNamespace(@namespace).ListAllAsync(cancellation: cancellation)) databases.Add(database);
        return new DatabaseWorld(databases, parts);
    }
}
