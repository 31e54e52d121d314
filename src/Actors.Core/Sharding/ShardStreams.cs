using Actors.Ingest;
using Actors.Kernel;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>
/// Reads those shards of a kind that are followed, and no others. What is new is listed and watched by a stream of its own; once that has come to the present it becomes one with the
/// others, by a watch of all their shards that begins where they are: no list is read for it. Decides and does no I/O: whoever drives it carries out what the streams' machines want,
/// and calls <see cref="Settle"/> after each step.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Each followed shard is told of by one stream at any time. So nothing is told twice, and no stream can take back what another has told.</item>
/// <item>A stream that takes over from others holds what they held, in the same bytes, and begins at the lowest of their versions; what it then sees of shards that were known up to a
/// later one is left out (<see cref="ShardStream.Skip"/>). Versions of one kind are numbers that can be compared (KEP-5504); where they are not, it lists and tells what differs.</item>
/// <item>A shard that is not followed any more is silent at once; the streams that read it are narrowed the same way.</item>
/// <item>Never more than <see cref="MaxStreams"/>: if that many are still listing, one list of everything takes their place, compared with what was told.</item>
/// </list>
/// </remarks>
/// <param name="options">How to read.</param>
/// <param name="field">By which field objects are divided.</param>
/// <param name="numberOfShards">Into how many shards.</param>
/// <param name="random">For jitter.</param>
/// <param name="route">Is told what an object was and what it is; one that is empty was not, or is not, there.</param>
/// <param name="failed">Is told what goes wrong.</param>
internal sealed class ShardStreams(
    ListWatchOptions options, ShardField field, int numberOfShards, Random random,
    Action<KubernetesObject, KubernetesObject, WorkClass> route, Action<RequestFailure> failed)
{
    /// <summary>How many lists and watches there are at most.</summary>
    public const int MaxStreams = 4;

    // A range takes about 100 bytes of a request's first line, of which servers read 8 KiB.
    private const int MaxRanges = 32;

    private readonly List<ShardStream> _streams = [];
    private readonly ShardStream?[] _tellers = new ShardStream?[numberOfShards];
    private readonly long[] _since = new long[numberOfShards];
    private readonly bool[] _isTold = new bool[numberOfShards];
    private long _number;
    private bool _isUnsettled;
    private int _settledStates;

    /// <summary>The lists and watches under way.</summary>
    public IReadOnlyList<ShardStream> Streams => _streams;

    /// <summary>Whether each of them has come to know all there is.</summary>
    public bool HasSynced
    {
        get
        {
            foreach (var stream in _streams)
            {
                if (!stream.Machine.HasSynced) return false;
            }

            return true;
        }
    }

    /// <summary>How many objects they know.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var stream in _streams) count += stream.Machine.Objects.Count;
            return count;
        }
    }

    /// <summary>When the first of them is to be told that time has passed; null for none.</summary>
    public Instant? Deadline
    {
        get
        {
            Instant? first = null;
            foreach (var stream in _streams)
            {
                if (stream.Machine.Deadline is { } deadline && !(first <= deadline)) first = deadline;
            }

            return first;
        }
    }

    /// <summary>The number of the last call of <see cref="Follow"/> up to which all there is of the shards that are followed has been told.</summary>
    public long Done { get; private set; }

    /// <summary>Follows these shards and no others.</summary>
    /// <param name="number">One higher each time.</param>
    /// <param name="shards">Whether each is followed.</param>
    /// <param name="now">When.</param>
    public void Follow(long number, bool[] shards, Instant now)
    {
        (_number, _isUnsettled) = (number, true);
        var missing = new bool[numberOfShards];
        var shown = new bool[numberOfShards];
        for (var shard = 0; shard < numberOfShards; shard++)
        {
            if (!shards[shard]) (_tellers[shard], _isTold[shard]) = (null, false);
            else if (_tellers[shard] is null)
            {
                _since[shard] = number;
                _tellers[shard] = _streams.Find(one => one.Holds[shard]);
                shown[shard] = _tellers[shard] is not null;
                missing[shard] = !shown[shard];
            }
        }

        if (Array.IndexOf(shown, true) >= 0) Show(shown);
        if (Array.IndexOf(missing, true) >= 0) Read(missing, shards, now);
        Settle(now);
    }

    /// <summary>Takes in how far the streams have come: makes one of those that have come to the present, and ends those nobody needs.</summary>
    public void Settle(Instant now)
    {
        // After nearly all steps there is nothing to be done, and this is called for each.
        if (!_isUnsettled && States() == _settledStates) return;
        for (var shard = 0; shard < numberOfShards; shard++) _isTold[shard] |= _tellers[shard] is { Machine.HasSynced: true };
        _streams.RemoveAll(one => Array.IndexOf(_tellers, one) < 0);
        var current = _streams.FindAll(static one => one.IsCurrent);
        if (current.Count > 1 || (current.Count == 1 && !IsExact(current[0]))) Merge(current, now);
        Done = _number;
        for (var shard = 0; shard < numberOfShards; shard++)
        {
            if (_tellers[shard] is not null && !_isTold[shard]) Done = Math.Min(Done, _since[shard] - 1);
        }

        (_isUnsettled, _settledStates) = (false, States());
    }

    /// <summary>The shard of an object; -1 if it belongs to none.</summary>
    public int ShardOf(KubernetesObject subject) => ShardRange.ShardOf(subject, field, numberOfShards);

    public void OnChange(ShardStream stream, KubernetesObject before, KubernetesObject after)
    {
        var (from, to) = (TellerOf(before) == stream ? before : default, TellerOf(after) == stream ? after : default);
        if (from.IsEmpty && to.IsEmpty) return;
        route(from, to, _isTold[ShardOf(to.IsEmpty ? from : to)] ? WorkClass.Event : WorkClass.Initial);
    }

    public void OnFailed(RequestFailure failure) => failed(failure);

    /// <summary>How far the streams have come, as far as that matters.</summary>
    private int States()
    {
        var states = _streams.Count;
        foreach (var stream in _streams) states = (states * 4) + (stream.Machine.HasSynced ? 1 : 0) + (stream.Machine.IsListing ? 2 : 0);
        return states;
    }

    private ShardStream? TellerOf(KubernetesObject subject) => !subject.IsEmpty && ShardOf(subject) is >= 0 and var shard ? _tellers[shard] : null;

    /// <summary>Tells what is held already of shards that are followed from now on.</summary>
    private void Show(bool[] shards)
    {
        foreach (var stream in _streams)
        {
            foreach (var held in stream.Machine.Objects)
            {
                if (TellerOf(held) == stream && shards[ShardOf(held)]) route(default, held, WorkClass.Initial);
            }
        }
    }

    private void Read(bool[] missing, bool[] followed, Instant now)
    {
        _streams.RemoveAll(one => Array.IndexOf(_tellers, one) < 0);
        if (_streams.Count < MaxStreams)
        {
            Begin(missing, missing, new ObjectSet(), "", now);
            return;
        }

        // What they have listed so far has been told, so it is what the one list is compared with.
        var held = HeldBy(_streams);
        _streams.Clear();
        Begin(followed, followed, held, "", now);
    }

    private void Merge(List<ShardStream> current, Instant now)
    {
        var served = Array.ConvertAll(_tellers, teller => teller is not null && current.Contains(teller));
        ulong?[] versions = [.. current.Select(static one => ObjectVersion.Of(one.Machine.ResourceVersion).Number)];
        var isComparable = Array.TrueForAll(versions, static one => one is not null);
        var lowest = current.MinBy(static one => ObjectVersion.Of(one.Machine.ResourceVersion).Number)!;
        var version = isComparable || current.Count == 1 ? lowest.Machine.ResourceVersion : "";
        var floors = new ulong[numberOfShards];
        for (var shard = 0; shard < numberOfShards; shard++)
        {
            if (served[shard]) floors[shard] = Math.Max(versions[current.IndexOf(_tellers[shard]!)] ?? 0, _tellers[shard]!.FloorOf(shard));
        }

        var held = HeldBy(current);
        _streams.RemoveAll(current.Contains);
        var merged = Begin(served, served, held, version, now);
        if (version.Length > 0) merged.Skip(floors);
    }

    /// <summary>Begins a stream that tells of some shards from now on.</summary>
    private ShardStream Begin(bool[] told, bool[] held, ObjectSet objects, string version, Instant now)
    {
        var covered = ShardRange.Cover(told, MaxRanges);
        var stream = new ShardStream(this, options with { Shards = SelectorOf(covered) }, covered, version.Length > 0 ? held : covered);
        _streams.Add(stream);
        for (var shard = 0; shard < numberOfShards; shard++)
        {
            if (told[shard]) _tellers[shard] = stream;
        }

        stream.Machine = new ListWatch(stream.Options, stream, random, now, objects, version);
        return stream;
    }

    /// <summary>What some streams have told and is still followed. Of two of one name the older is gone, or has changed hands, though its stream has not come to that yet.</summary>
    private ObjectSet HeldBy(List<ShardStream> streams)
    {
        var held = new ObjectSet();
        foreach (var stream in streams)
        {
            foreach (var one in stream.Machine.Objects)
            {
                if (TellerOf(one) != stream) continue;
                if (!held.TryGet(one, out var other)) held.Put(one);
                else if (IsNewer(one, other))
                {
                    route(other, default, WorkClass.Event);
                    held.Put(one);
                }
                else
                {
                    route(one, default, WorkClass.Event);
                }
            }
        }

        return held;
    }

    private static bool IsNewer(KubernetesObject one, KubernetesObject other) =>
        one.TryGetVersionNumber(out var version) && other.TryGetVersionNumber(out var otherVersion) && version > otherVersion;

    /// <summary>Whether a stream reads no more than it must.</summary>
    private bool IsExact(ShardStream stream) =>
        stream.Shards.SequenceEqual(ShardRange.Cover(Array.ConvertAll(_tellers, teller => teller == stream), MaxRanges));

    /// <summary>What is asked for of the server and of nobody else's; null for everything. What belongs to nobody is in no range and never wanted.</summary>
    private ShardSelector? SelectorOf(bool[] shards) =>
        field == ShardField.Uid && Array.TrueForAll(shards, static one => one) ? null : new ShardSelector(field, ShardRange.RangesOf(shards));
}
