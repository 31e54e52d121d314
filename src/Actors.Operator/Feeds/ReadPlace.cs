using Actors.Kubernetes;

namespace Actors.Operators.Feeds;

/// <summary>Where a kind is read.</summary>
/// <param name="Replica">The replica that reads it for all; empty for the API server.</param>
/// <param name="Address">Where that replica is reached.</param>
/// <param name="Client">Reads there; for the API server null.</param>
/// <param name="Left">Is cancelled when the map names another: whoever still reads there is to leave, also if it is silent.</param>
internal sealed record ReadPlace(string Replica, string Address, KubernetesClient? Client, CancellationToken Left = default)
{
    public static ReadPlace Server { get; } = new("", "", null);

    public bool IsServer => Client is null;
}
