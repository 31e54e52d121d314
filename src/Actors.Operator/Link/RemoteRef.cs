using Actors.Kernel;

namespace Actors.Operators.Link;

/// <summary>An actor on another replica. Messages arrive in the order they were told, each once or not at all.</summary>
internal sealed class RemoteRef(LinkClient link, string address, LinkTarget target) : ActorRef
{
    public override ActorPath Path { get; } = LinkProtocol.PathOf(target.Path);

    public string Address => address;

    public LinkTarget Target => target;

    /// <inheritdoc/>
    /// <remarks>Whoever asks an answerable question is answered as by an actor of this replica; the sender of all else is not known to the receiver.</remarks>
    public override void Tell(object message, ActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        link.Send(this, message, sender);
    }

    public override bool Equals(object? obj) => obj is RemoteRef other && other.Address == address && ReferenceEquals(other.Target, target);

    public override int GetHashCode() => HashCode.Combine(address, target.Path);

    public override string ToString() => $"{address}{Path}";
}
