using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>Keys that count across the fleet: of each there is what its owner has given, for one run each.</summary>
internal sealed partial class PermitDesk<T>
{
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<Key> _unused = [];

    /// <summary>Such a key, if anybody runs or waits under it.</summary>
    public Key? FindAcross(string name) => _keys.GetValueOrDefault((name, true));

    /// <summary>The keys of which more or less may be needed, or that may have to be given back, since this was asked last.</summary>
    public IReadOnlyCollection<string> TakeChanged()
    {
        // What is kept unused depends on those who wait for other keys.
        foreach (var key in _unused) _changed.Add(key.Name);
        _unused.RemoveWhere(static key => key.Slots <= key.Running);
        string[] changed = [.. _changed];
        _changed.Clear();
        return changed;
    }

    /// <summary>Says how many may run under a key here. What runs beyond that runs on.</summary>
    public void SetSlots(Key key, int slots)
    {
        ((PlainQuota)key.Quota).Resize(slots);
        if (slots > key.Running) _unused.Add(key);
        Wake(key);
    }

    /// <summary>Who runs under a key.</summary>
    public IReadOnlyList<T> RunningUnder(Key key) => [.. _requests.Values.Where(request => request.IsRunning && request.Keys.Contains(key)).Select(static request => request.Who)];

    /// <summary>The names of the keys across the fleet that somebody who has asked needs.</summary>
    public IReadOnlyList<string> AcrossOf(T who) => _requests.TryGetValue(who, out var request) ? [.. request.Keys.Where(static key => key.IsAcross).Select(static key => key.Name)] : [];

    /// <summary>A slot is good for one run.</summary>
    private static void Spend(Key key) => ((PlainQuota)key.Quota).Resize(Math.Max(0, key.Slots - 1));

    private void NotePark(Request request, Key at, int change)
    {
        _changed.Add(at.Name);
        foreach (var other in request.Keys)
        {
            if (!other.IsAcross || other == at) continue;
            var count = other.Elsewhere.GetValueOrDefault(at) + change;
            if (count == 0) other.Elsewhere.Remove(at);
            else other.Elsewhere[at] = count;
        }
    }
}
