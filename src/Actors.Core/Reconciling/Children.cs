using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>What belongs to an object. Few: found by looking at each. The array is replaced and never changed, since whoever runs a reconcile has it.</summary>
internal struct Children
{
    private Child[]? _all;

    public readonly Child[] All => _all ?? [];

    public readonly bool IsEmpty => _all is null || _all.Length == 0;

    /// <summary>Takes a version of a child; false if it, or a later one, is known.</summary>
    public bool Put(Child child)
    {
        var all = All;
        var index = IndexOf(child.Object);
        if (index < 0)
        {
            _all = [.. all, child];
            return true;
        }

        if (!child.Object.IsNewerThan(all[index].Object)) return false;
        _all = [.. all];
        _all[index] = child;
        return true;
    }

    /// <summary>Takes a child out, whatever its version; false if it is not there.</summary>
    public bool Remove(KubernetesObject sameUid)
    {
        var index = IndexOf(sameUid);
        if (index < 0) return false;
        _all = [.. All.Where((_, at) => at != index)];
        return true;
    }

    private readonly int IndexOf(KubernetesObject sameUid)
    {
        var all = All;
        for (var at = 0; at < all.Length; at++)
        {
            if (all[at].Object.HasUidOf(sameUid)) return at;
        }

        return -1;
    }
}
