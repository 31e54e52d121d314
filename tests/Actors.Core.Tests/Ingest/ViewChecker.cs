using Actors.Objects;

namespace Actors.Ingest.Tests;

/// <summary>Holds what was told and nothing else, and refuses whatever a handler must never be told.</summary>
internal sealed class ViewChecker(FakeApiServer server, ShardSelector? shards, Action<string> trace) : IObjectHandler
{
    private readonly Dictionary<string, ulong> _lastTold = [];

    /// <summary>What is there, by what was told.</summary>
    public Dictionary<string, KubernetesObject> View { get; } = [];

    /// <summary>How often all was said to be told.</summary>
    public int Syncs { get; private set; }

    /// <summary>The last failure told.</summary>
    public RequestFailure? LastFailure { get; private set; }

    public void Added(KubernetesObject added)
    {
        trace($"added {added.Uid} {added.Name}@{added.ResourceVersion}");
        Check(View.TryAdd(added.Name, added), $"{added} was there already");
        Check(shards is null || shards.Matches(added), $"{added} is not wanted");
        CheckShown(added);
    }

    public void Modified(KubernetesObject before, KubernetesObject after)
    {
        trace($"modified {after.Uid} {after.Name}@{before.ResourceVersion}->{after.ResourceVersion}");
        Check(View.TryGetValue(after.Name, out var told), $"{after} was not there");
        Check(told == before, $"{told} was told, {before} was said to have been");
        Check(told.Uid == after.Uid, $"{after} is another object than {told}");
        View[after.Name] = after;
        CheckShown(after);
    }

    public void Deleted(KubernetesObject last)
    {
        trace($"deleted {last.Uid} {last.Name}@{last.ResourceVersion}");
        Check(View.Remove(last.Name, out var told), $"{last} was not there");
        Check(told.Uid == last.Uid, $"{last} is another object than {told}");
        Check(server.HasHeld(last), $"{last} never was");
        Check(server.WentAwaySince(told), $"{last} is still there");
        Check(VersionOf(last) >= _lastTold[last.Uid], $"{last} is older than what was told before");
        _lastTold[last.Uid] = VersionOf(last);
    }

    public void Synced(string resourceVersion)
    {
        trace($"synced {resourceVersion}");
        Syncs++;
        var version = ulong.Parse(resourceVersion, System.Globalization.CultureInfo.InvariantCulture);
        for (; version <= server.Version; version++)
        {
            if (Equals(version)) return;
        }

        Check(false, $"what was told is not what was there at {resourceVersion} or later");
    }

    public void Failed(RequestFailure failure)
    {
        trace($"failed {failure.Code} {failure.Reason} {failure.Message}");
        LastFailure = failure;
    }

    /// <summary>Whether what was told is what the server holds and is wanted.</summary>
    public bool EqualsServer() => Equals(server.Version);

    /// <summary>Throws where something is not so.</summary>
    public static void Check(bool isSo, string otherwise)
    {
        if (!isSo) throw new InvalidOperationException(otherwise);
    }

    private bool Equals(ulong version)
    {
        var count = 0;
        foreach (var (name, held) in server.StateAt(version))
        {
            if (shards is not null && !shards.Matches(held)) continue;
            count++;
            if (!View.TryGetValue(name, out var told) || told != held) return false;
        }

        return count == View.Count;
    }

    private void CheckShown(KubernetesObject shown)
    {
        Check(server.HasHeld(shown), $"{shown} never was");
        var version = VersionOf(shown);
        Check(!_lastTold.TryGetValue(shown.Uid, out var last) || version > last, $"{shown} is not newer than version {last}, told before");
        _lastTold[shown.Uid] = version;
    }

    private static ulong VersionOf(KubernetesObject subject) => subject.TryGetVersionNumber(out var version) ? version : 0;
}
