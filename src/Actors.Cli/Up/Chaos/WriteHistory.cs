using System.Collections.Concurrent;
using Actors.ApiServer;
using Actors.Cli.Up.Fleet;
using Actors.Objects;

namespace Actors.Cli.Up.Chaos;

/// <summary>Keeps the writes that the rules of the fleet are about, as the server tells of them.</summary>
internal sealed class WriteHistory
{
    private const string Group = "example.com/";
    private const string Kind = "Database";

    private readonly ConcurrentQueue<FleetWrite> _writes = new();

    public IReadOnlyCollection<FleetWrite> Writes => _writes;

    /// <summary>The server has accepted a write.</summary>
    public void Add(AcceptedWrite write)
    {
        var written = write.Written;
        if (IsMap(written))
        {
            // Who deletes the map takes nobody's shards away: replicas go on by the last one until there is another.
            if (write.Verb is not ("delete" or "deletecollection") && FleetObserver.MapIn(written) is { } map) _writes.Enqueue(new MapWrite(write.Version, map));
        }
        else if (UpNames.SenderOf(write.UserAgent) is { } replica && DatabaseOf(written) is { } uid)
        {
            var part = write.Subresource.Length == 0 ? "" : $"/{write.Subresource}";
            _writes.Enqueue(new ObjectWrite(write.Version, replica, uid, $"{write.Verb} {written.Kind} {written.Name}{part}"));
        }
    }

    private static bool IsMap(KubernetesObject written) => written is { Kind: "ConfigMap", Namespace: UpNames.Namespace } && written.Name == UpNames.Fleet.Map;

    /// <summary>The uid of the Database it is, or belongs to; null if neither.</summary>
    private static string? DatabaseOf(KubernetesObject written)
    {
        if (written.Kind == Kind && written.ApiVersion.StartsWith(Group, StringComparison.Ordinal)) return written.Uid;
        return written.Controller is { Kind: Kind } owner && owner.ApiVersion.StartsWith(Group, StringComparison.Ordinal) ? owner.Uid : null;
    }
}
