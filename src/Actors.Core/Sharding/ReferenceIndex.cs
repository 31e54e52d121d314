using Actors.Objects;

namespace Actors.Sharding;

/// <summary>Which objects refer to a name.</summary>
internal sealed class ReferenceIndex
{
    private readonly Dictionary<ObjectKey, HashSet<string>> _byName = [];
    private readonly Dictionary<string, IReadOnlyList<ObjectKey>> _byUid = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, ulong> _versions = [];

    /// <summary>The uids of those that refer to a name.</summary>
    public IReadOnlyCollection<string> this[ObjectKey name] => _byName.TryGetValue(name, out var uids) ? uids : [];

    /// <summary>Whether the object refers to anything.</summary>
    public bool Has(string uid) => _byUid.ContainsKey(uid);

    /// <summary>What all that the object refers to comes to.</summary>
    public ulong HashOf(string uid)
    {
        var hash = 0UL;
        foreach (var name in _byUid.GetValueOrDefault(uid) ?? []) hash += _versions.GetValueOrDefault(name);
        return hash;
    }

    /// <summary>Notes what something that objects may refer to comes to; 0 if it is gone.</summary>
    public void Note(ObjectKey name, ulong version)
    {
        if (version == 0) _versions.Remove(name);
        else _versions[name] = version;
    }

    /// <summary>Notes what an object refers to now, and nothing else.</summary>
    public void Put(string uid, IReadOnlyList<ObjectKey> names)
    {
        Remove(uid);
        if (names.Count == 0) return;
        _byUid.Add(uid, names);
        foreach (var name in names)
        {
            if (!_byName.TryGetValue(name, out var uids)) _byName.Add(name, uids = new HashSet<string>(StringComparer.Ordinal));
            uids.Add(uid);
        }
    }

    /// <summary>Forgets an object.</summary>
    public void Remove(string uid)
    {
        if (!_byUid.Remove(uid, out var names)) return;
        foreach (var name in names)
        {
            if (_byName.TryGetValue(name, out var uids) && uids.Remove(uid) && uids.Count == 0) _byName.Remove(name);
        }
    }
}
