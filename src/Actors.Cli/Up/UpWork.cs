using Actors.Cli.Up.Fleet;
using Actors.Kubernetes;
using Actors.Objects;

namespace Actors.Cli.Up;

/// <summary>What goes on beside the operator: users who create and change Databases, and whoever looks on.</summary>
internal sealed class UpWork(KubernetesClient client, DatabaseFleet databases, PhaseCounter phases, FleetObserver watch)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Creates the Databases, then changes them, and follows all of it.</summary>
    /// <param name="churn">How many to change each second; 0 for none.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(double churn, CancellationToken cancellation)
    {
        var watching = watch.RunAsync(client, cancellation);
        var resource = new GroupVersionResource("example.com", "v1alpha1", "databases");
        await WaitForDefinitionAsync(client.Resource(resource), cancellation);
        var counting = new Reflector(client.Resource(resource, ObjectContent.WithoutManagedFields), phases).RunAsync(cancellation);
        await databases.CreateAsync(cancellation);
        await databases.ChurnAsync(churn, cancellation);
        await Task.WhenAll(watching, counting);
    }

    /// <summary>The operator brings it.</summary>
    private static async Task WaitForDefinitionAsync(ResourceClient<KubernetesObject> databases, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await databases.ListAsync(new ListOptions { Limit = 1 }, cancellation);
                return;
            }
            catch (KubernetesException failure) when (failure.IsNotFound)
            {
                await Task.Delay(Interval, cancellation);
            }
        }
    }
}
