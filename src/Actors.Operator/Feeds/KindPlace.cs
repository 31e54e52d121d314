using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Objects;
using Actors.Settings;

namespace Actors.Operators.Feeds;

/// <summary>What one replica has found out about where a kind can be read. Used by its streams, on several threads.</summary>
/// <param name="mode">What the settings say.</param>
/// <param name="isWhole">Whether each replica needs all of the kind, so that nothing can be had of a server that cuts it.</param>
/// <param name="time">The clock.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A source of cancellation without a timer holds nothing.")]
internal sealed class KindPlace(IngestMode mode, bool isWhole, TimeProvider time)
{
    /// <summary>How long a replica may fail until its readers go on at the API server.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long they then stay there.</summary>
    public static readonly TimeSpan Detour = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private CancellationTokenSource _left = new();
    private ReadPlace _ingest = ReadPlace.Server;
    private bool _isIgnored;
    private TimeSpan? _failingSince;
    private TimeSpan _serverUntil;
    private ulong _seen;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>The highest version that was seen anywhere: nobody may show an older state after that. Empty for none.</summary>
    public string Seen
    {
        get
        {
            lock (_gate) return _seen == 0 ? "" : _seen.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Where it is read for all: at a replica, or by each for itself.</summary>
    public void Put(string replica, string address, Func<string, KubernetesClient> clientAt)
    {
        CancellationTokenSource left;
        lock (_gate)
        {
            if ((replica, address) == (_ingest.Replica, _ingest.Address)) return;
            (left, _left) = (_left, new CancellationTokenSource());
            _ingest = replica.Length == 0 ? ReadPlace.Server : new ReadPlace(replica, address, clientAt(address), _left.Token);
            (_failingSince, _serverUntil) = (null, default);
        }

        left.Cancel();
        left.Dispose();
    }

    /// <summary>Where to read some shards of it now, or all of it.</summary>
    public ReadPlace For(ShardSelector? shards)
    {
        lock (_gate) return IsForServer(shards) || Now < _serverUntil ? ReadPlace.Server : _ingest;
    }

    /// <summary>The replica has answered.</summary>
    public void Works()
    {
        lock (_gate) _failingSince = null;
    }

    /// <summary>The replica has failed. True if it is left alone for a while from now on.</summary>
    public bool Fails(ReadPlace ingest)
    {
        lock (_gate)
        {
            if (ingest != _ingest) return false;
            _failingSince ??= Now;
            if (Now - _failingSince < Patience) return false;
            (_failingSince, _serverUntil) = (null, Now + Detour);
            return true;
        }
    }

    /// <summary>Takes in a version somebody has shown; the replica works if it was that.</summary>
    public void See(ObjectVersion version, bool isByReplica)
    {
        lock (_gate)
        {
            _seen = Math.Max(_seen, version.Number ?? 0);
            if (isByReplica) _failingSince = null;
        }
    }

    /// <summary>Looks whether the API server sends what it was not asked for. True if that is found for the first time.</summary>
    public bool Look(ShardSelector shards, KubernetesObject shown)
    {
        if (shards.Field != ShardField.Uid || shards.Matches(shown)) return false;
        lock (_gate) return !_isIgnored && (_isIgnored = true);
    }

    /// <summary>Who has all shards of a kind that can be cut, and so asks for no selector, is the only one to read it.</summary>
    private bool IsForServer(ShardSelector? shards) =>
        mode == IngestMode.Direct || (shards is null ? !isWhole : mode == IngestMode.Auto && shards.Field == ShardField.Uid && !_isIgnored);
}
