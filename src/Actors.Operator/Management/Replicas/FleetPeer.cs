using System.Text.Json.Serialization.Metadata;

namespace Actors.Operators.Management;

/// <summary>A replica of the fleet.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Address">Where its link is; null for the replica itself.</param>
internal sealed record FleetPeer(string Name, string? Address)
{
    public bool IsSelf => Address is null;

    public static FleetPeer Self(string name) => new(name, null);
}

/// <summary>The replicas of the fleet, this one included.</summary>
internal interface IFleetPeers
{
    /// <summary>The full name of this one.</summary>
    string OwnName { get; }

    /// <summary>All that are there, this one first.</summary>
    Task<IReadOnlyList<FleetPeer>> AllAsync(CancellationToken cancellation);

    /// <summary>That of a name, or of the part of it before '_'.</summary>
    /// <exception cref="ManagementException">There is none, or more than one.</exception>
    Task<FleetPeer> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Has another one answer the same request for itself.</summary>
    /// <exception cref="ManagementException">It refuses, or does not answer.</exception>
    Task<T> AskAsync<T>(FleetPeer peer, ManagementRequest request, JsonTypeInfo<T> json);

    /// <summary>The same where the answer goes on. Ends with a line that says why, if it was not the other one that has ended it.</summary>
    IAsyncEnumerable<T> FollowAsync<T>(FleetPeer peer, ManagementRequest request, JsonTypeInfo<T> json, Func<MissingReplica, T> lost, CancellationToken stop);
}
