using System.Collections.Concurrent;
using System.Net;
using Actors.Kernel;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Link;

/// <summary>
/// Reaches actors on other replicas: one request to each that anything is told to, for as long as something is. Nobody waits for it: what does not fit into its
/// buffers, or has waited too long, is a dead letter, and what was on its way when a link broke is never sent again.
/// </summary>
internal sealed class LinkClient : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LinkPeer> _peers = new(StringComparer.Ordinal);
    private readonly LinkProtocol _protocol;
    private readonly LinkWire _wire;
    private volatile bool _isClosed;

    /// <summary>Makes a client that connects to nobody yet.</summary>
    /// <param name="replica">The replica's name, for the logs of the others.</param>
    /// <param name="protocol">What can be said.</param>
    /// <param name="authentication">What is shown to the others.</param>
    /// <param name="deadLetter">Gets what reaches nobody, on any thread.</param>
    /// <param name="log">Where trouble is told.</param>
    /// <param name="time">The clock; by default the machine's.</param>
    /// <param name="options">Limits; by default their defaults.</param>
    public LinkClient(
        string replica, LinkProtocol protocol, LinkAuthentication authentication, Action<DeadLetter> deadLetter, ILogger log, TimeProvider? time = null, LinkOptions? options = null)
    {
        _protocol = protocol;
        _wire = new LinkWire(replica, authentication, deadLetter, log, time ?? TimeProvider.System, options ?? new LinkOptions());
    }

    /// <summary>How many messages were given to connections.</summary>
    public long SentCount => _wire.SentCount;

    /// <summary>How many messages have certainly reached nobody.</summary>
    public long LostCount => _wire.LostCount;

    /// <summary>An actor of the replica at an address; nothing is connected before something is told to it.</summary>
    /// <param name="address">IP address and port, as <see cref="LinkServer.Address"/> of that replica. What is told to one that is none is a dead letter.</param>
    /// <param name="path">The path of one of the protocol's targets.</param>
    /// <exception cref="ArgumentException">There is no such target.</exception>
    public ActorRef RefAt(string address, string path) =>
        new RemoteRef(this, address, _protocol.Find(path) ?? throw new ArgumentException($"'{path}' is no target of the replica link", nameof(path)));

    /// <summary>How many replicas it has a link to, or tries to have one.</summary>
    internal int PeerCount => _peers.Count;

    internal void Send(RemoteRef to, object message, ActorRef? sender)
    {
        var letter = new DeadLetter(message, sender, to);
        if (to.Target.Find(message.GetType()) is not { } definition)
        {
            _wire.Lose(to.Address, letter, $"{message.GetType().Name} cannot be told to {to.Path} of another replica");
            return;
        }

        while (FindPeer(to.Address) is { } peer)
        {
            if (peer.TryPost(letter, definition)) return;
        }

        _wire.Lose(to.Address, letter, _isClosed ? "the link was closed before" : "it is no IP address and port");
    }

    /// <summary>Sends what waits, if that can be done soon, and closes all links.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_peers) _isClosed = true;
        await Task.WhenAll(_peers.Values.Select(static peer => peer.DisposeAsync().AsTask())).ConfigureAwait(false);
        _wire.Dispose();
    }

    private LinkPeer? FindPeer(string address)
    {
        if (_isClosed) return null;
        if (_peers.TryGetValue(address, out var known)) return known;
        if (!IPEndPoint.TryParse(address, out var endpoint) || endpoint.Port == 0) return null;

        // None is made that would not be closed.
        lock (_peers) return _isClosed ? null : _peers.GetOrAdd(address, static (address, all) => new LinkPeer(address, all._wire, peer => all._peers.TryRemove(new(address, peer))), this);
    }
}
