using System.Diagnostics;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;

namespace Actors.Load.Subjects;

/// <summary>One of several by a Lease, with the times and rules of client-go's leader election: 15 s of lease, 10 s to renew it, a try every 2 s.</summary>
internal sealed class LeaderElection(KubernetesClient client, string @namespace, string name, string identity)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RenewDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(2);

    private string? _seenVersion;
    private long _seenAt;
    private V1Lease? _held;

    private ResourceClient<V1Lease> Leases => client.Resource<V1Lease>().InNamespace(@namespace);

    /// <summary>Ends when it leads.</summary>
    public async Task AcquireAsync(CancellationToken cancellation)
    {
        while (!await TryAsync(cancellation)) await Task.Delay(RetryPeriod, cancellation);
    }

    /// <summary>Goes on leading; ends when it no longer can.</summary>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        var renewed = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(renewed) < RenewDeadline)
        {
            await Task.Delay(RetryPeriod, cancellation);
            var began = Stopwatch.GetTimestamp();
            if (await TryAsync(cancellation)) renewed = began;
        }
    }

    /// <summary>Lets another lead at once.</summary>
    public async Task ReleaseAsync()
    {
        if (_held is not { } held) return;
        held.Spec!.HolderIdentity = "";
        await Leases.UpdateAsync(held);
    }

    private async Task<bool> TryAsync(CancellationToken cancellation)
    {
        try
        {
            var lease = await Leases.FindAsync(name, cancellation: cancellation);
            if (lease is null)
            {
                _held = await Leases.CreateAsync(Renewed(new V1Lease { Metadata = { Name = name, Namespace = @namespace } }), cancellation: cancellation);
                return true;
            }

            if (lease.Metadata.ResourceVersion != _seenVersion) (_seenVersion, _seenAt) = (lease.Metadata.ResourceVersion, Stopwatch.GetTimestamp());
            var isFree = string.IsNullOrEmpty(lease.Spec?.HolderIdentity) || lease.Spec.HolderIdentity == identity;
            if (!isFree && Stopwatch.GetElapsedTime(_seenAt) < Duration) return false;
            _held = await Leases.UpdateAsync(Renewed(lease), cancellation: cancellation);
            return true;
        }
        catch (Exception failure) when (failure is KubernetesException or HttpRequestException)
        {
            return false;
        }
    }

    private V1Lease Renewed(V1Lease lease)
    {
        lease.Spec = new V1LeaseSpec { HolderIdentity = identity, LeaseDurationSeconds = (int)Duration.TotalSeconds, RenewTime = DateTimeOffset.UtcNow };
        return lease;
    }
}
