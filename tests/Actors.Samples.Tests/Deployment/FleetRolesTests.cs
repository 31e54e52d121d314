using Actors.Kubernetes.Models;
using Actors.Samples.Databases;
using Actors.Testing;

namespace Actors.Samples.Deployment.Tests;

public sealed class FleetRolesTests : IAsyncLifetime
{
    private const string Space = "default";

    private readonly string _secret = Path.GetTempFileName();
    private OperatorTestKit _kit = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_secret, "known-to-all-replicas");
        _kit = await OperatorTestKit.StartAsync(
            builder => builder.Add<Database, DatabaseReconciler>(DatabaseController.Configure).Configure(options =>
            {
                (options.Fleet, options.Replica, options.FleetNamespace, options.LinkSecretFile) = (true, "pod-a", Space, _secret);
            }),
            new OperatorTestKitOptions { Name = "database-operator", Definitions = [DatabaseDefinition.Yaml], Roles = $"{Manifests.Roles}\n---\n{Manifests.FleetRoles}" });
    }

    public async Task DisposeAsync()
    {
        await _kit.DisposeAsync();
        File.Delete(_secret);
    }

    /// <summary>Of what only replicas of a fleet do. They know each other by a secret here, so nobody looks at tokens.</summary>
    [Fact]
    public async Task The_roles_of_a_fleet_have_no_verb_too_few_and_none_too_many()
    {
        await CreateReadyAsync("one");
        var former = (await LeasesAsync()).Single(static one => one.StartsWith("database-operator.pod-a.", StringComparison.Ordinal));
        await _kit.StopOperatorAsync();
        await _kit.StartOperatorAsync();
        await CreateReadyAsync("two");

        // What the former life has left behind is cleared away.
        await _kit.WaitForGoneAsync<V1Lease>(Space, former);
        await _kit.StopOperatorAsync();

        Assert.DoesNotContain(_kit.Requests.Sent, static one => one.StatusCode == 403);
        Assert.Equal(
            ["create tokenreviews.authentication.k8s.io", "list configmaps"],
            _kit.Requests.UnusedPermissions.Where(static one => one.Contains("leases", StringComparison.Ordinal) || one.Contains("configmaps", StringComparison.Ordinal) || one.Contains("tokenreviews", StringComparison.Ordinal)).Order());
    }

    private async Task CreateReadyAsync(string name)
    {
        var created = await _kit.CreateAsync(new Database { Metadata = { Name = name, Namespace = Space }, Spec = new DatabaseSpec { Version = "16", StorageSize = "1Gi" } });
        await _kit.WaitForAsync(created, static one => one.Status?.Phase == DatabasePhase.Ready);
    }

    private async Task<string[]> LeasesAsync() => [.. (await _kit.Client.Resource<V1Lease>().InNamespace(Space).ListAsync()).Items.Select(static one => one.Metadata.Name!)];
}
