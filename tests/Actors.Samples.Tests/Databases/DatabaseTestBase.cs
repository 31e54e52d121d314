using Actors.Kubernetes.Models;
using Actors.Samples.Deployment.Tests;
using Actors.Testing;

namespace Actors.Samples.Databases.Tests;

/// <summary>Each test has an API server and a database operator of its own.</summary>
public abstract class DatabaseTestBase : IAsyncLifetime
{
    protected const string Space = "default";
    protected const string Name = "orders";

    protected OperatorTestKit Kit { get; private set; } = null!;

    /// <summary>The operator may do what it may in a cluster.</summary>
    protected virtual OperatorTestKitOptions Options => new() { Name = "database-operator", Definitions = [DatabaseDefinition.Yaml], Roles = Manifests.Roles };

    public async Task InitializeAsync() =>
        Kit = await OperatorTestKit.StartAsync(static builder => builder.Add<Database, DatabaseReconciler>(DatabaseController.Configure), Options);

    public async Task DisposeAsync() => await Kit.DisposeAsync();

    protected static Database NewDatabase(Action<DatabaseSpec>? configure = null)
    {
        var database = new Database { Metadata = new V1ObjectMeta { Name = Name, Namespace = Space }, Spec = new DatabaseSpec { Version = "16", StorageSize = "1Gi" } };
        configure?.Invoke(database.Spec);
        return database;
    }

    /// <summary>Creates a database and waits until it is ready.</summary>
    protected async Task<Database> CreateReadyAsync(Action<DatabaseSpec>? configure = null)
    {
        var created = await Kit.CreateAsync(NewDatabase(configure));
        return await WhenReadyAsync(created);
    }

    /// <summary>Changes the spec and waits until the database is ready as it is then.</summary>
    protected async Task<Database> ChangeAsync(Action<DatabaseSpec> change) => await WhenReadyAsync(await Kit.ChangeAsync<Database>(Space, Name, database => change(database.Spec)));

    /// <summary>What is ready has been seen at the generation that is wanted.</summary>
    protected Task<Database> WhenReadyAsync(Database database) => Kit.WaitForAsync(
        database, one => one.Status?.Phase == DatabasePhase.Ready && one.Status.ObservedGeneration >= database.Metadata.Generation);

    protected static V1Condition? Condition(Database database, string type) => Conditions.Find(database.Status?.Conditions, type);
}
