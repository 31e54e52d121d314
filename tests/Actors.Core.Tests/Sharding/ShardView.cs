using Actors.Ingest;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Sharding.Tests;

/// <summary>What a region knows by what it is told, and whether it could have been told that: each object once, never an earlier version, never what is gone.</summary>
internal sealed class ShardView(ShardField field, int shards)
{
    private readonly Dictionary<(string Key, string Uid), KubernetesObject> _held = [];
    private readonly Dictionary<(string Key, string Uid), ulong> _told = [];
    private bool[] _followed = new bool[shards];

    public List<string> Trace { get; } = [];

    public void Follow(bool[] followed)
    {
        _followed = followed;
        foreach (var one in _told.Keys.Where(one => !IsFollowed(one.Key)).ToArray())
        {
            _told.Remove(one);
            _held.Remove(one);
        }
    }

    public void Route(KubernetesObject before, KubernetesObject after, WorkClass work)
    {
        Trace.Add($"told {(before.IsEmpty ? "-" : before)} > {(after.IsEmpty ? "-" : after)} {work}");
        var (from, to) = (IdOf(before), IdOf(after));
        if (from is { } left && left != to)
        {
            Check(_held.Remove(left), $"{before} is gone and was not there");
            before.TryGetVersionNumber(out var last);
            _told[left] = Math.Max(_told.GetValueOrDefault(left), last);
        }

        if (to is not { } id) return;
        after.TryGetVersionNumber(out var version);
        Check(IsFollowed(id.Key), $"{after} is of a shard that is not followed");
        Check(from == to || !_held.ContainsKey(id), $"{after} is told as new and is there already");
        Check(version > _told.GetValueOrDefault(id), $"{after} is no newer than version {_told.GetValueOrDefault(id)}, which was told");
        _told[id] = version;
        _held[id] = after;
    }

    /// <summary>Whether it knows of what has been as it is since some version, of the shards that were listed after that.</summary>
    public void CheckHolds(IEnumerable<KubernetesObject> objects, ulong since, bool[] listed)
    {
        foreach (var one in objects)
        {
            one.TryGetVersionNumber(out var version);
            if (version <= since && IdOf(one) is { } id && IsFollowed(id.Key) && listed[ShardRange.ShardOf(id.Key, shards)]) Check(_held.ContainsKey(id), $"{one} should have been told by now");
        }
    }

    public void CheckEquals(IEnumerable<KubernetesObject> objects)
    {
        var wanted = objects.Where(one => IdOf(one) is { } id && IsFollowed(id.Key)).Select(static one => $"{one.Uid} {one}").Order(StringComparer.Ordinal).ToArray();
        var held = _held.Values.Select(static one => $"{one.Uid} {one}").Order(StringComparer.Ordinal).ToArray();
        Check(wanted.SequenceEqual(held), $"there is\n  {string.Join("\n  ", wanted)}\nand known is\n  {string.Join("\n  ", held)}");
    }

    public void Check(bool isSo, string otherwise)
    {
        if (!isSo) throw new InvalidOperationException($"{otherwise}\n{string.Join('\n', Trace.TakeLast(60))}");
    }

    private (string Key, string Uid)? IdOf(KubernetesObject subject)
    {
        if (subject.IsEmpty) return null;
        var key = System.Text.Encoding.UTF8.GetString(ShardSelector.KeyOf(subject, field));
        return key.Length == 0 ? null : (key, subject.Uid);
    }

    private bool IsFollowed(string key) => _followed[ShardRange.ShardOf(key, shards)];
}
