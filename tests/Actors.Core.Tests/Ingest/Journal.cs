using Actors.Objects;

namespace Actors.Ingest.Tests;

/// <summary>Writes down what a list and watch tells, and refuses what makes no sense after what came before.</summary>
internal sealed class Journal : IObjectHandler
{
    private readonly List<string> _lines = [];

    /// <summary>What is there, by what was told.</summary>
    public Dictionary<string, KubernetesObject> View { get; } = [];

    /// <summary>The uids of all that were told to be gone.</summary>
    public HashSet<string> Gone { get; } = [];

    public bool HasSynced { get; private set; }

    public IReadOnlyList<string> Take()
    {
        string[] lines = [.. _lines];
        _lines.Clear();
        return lines;
    }

    public void Added(KubernetesObject added)
    {
        Assert.True(View.TryAdd(added.Name, added), $"{added} was there already");
        _lines.Add($"added {added.Name}@{added.ResourceVersion}");
    }

    public void Modified(KubernetesObject before, KubernetesObject after)
    {
        Assert.Equal(View[after.Name], before);
        Assert.Equal(before.Uid, after.Uid);
        View[after.Name] = after;
        _lines.Add($"modified {after.Name}@{before.ResourceVersion}->{after.ResourceVersion}");
    }

    public void Deleted(KubernetesObject last)
    {
        Assert.True(View.Remove(last.Name, out var held), $"{last} was not there");
        Assert.Equal(held.Uid, last.Uid);
        Gone.Add(last.Uid);
        _lines.Add($"deleted {last.Name}@{last.ResourceVersion}");
    }

    public void Synced(string resourceVersion)
    {
        HasSynced = true;
        _lines.Add($"synced {resourceVersion}");
    }

    public void Failed(RequestFailure failure) => _lines.Add($"failed {failure.Code} {failure.Reason}".TrimEnd());
}
