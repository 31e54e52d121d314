namespace Actors.Settings;

/// <summary>A value as it is written, before substitutions and merges are resolved.</summary>
internal abstract class HoconNode(HoconOrigin origin)
{
    public HoconOrigin Origin => origin;
}

/// <summary>Text, a number, a boolean or null: told apart only when read.</summary>
internal sealed class HoconScalar(string text, HoconOrigin origin, bool isQuoted = false, bool isBlank = false) : HoconNode(origin)
{
    public string Text => text;

    /// <summary>Whether it is what stands between two values.</summary>
    public bool IsBlank => isBlank;

    public bool IsNull => !isQuoted && text == "null";
}

internal sealed class HoconList(IReadOnlyList<HoconNode> items, HoconOrigin origin) : HoconNode(origin)
{
    public IReadOnlyList<HoconNode> Items => items;
}

/// <summary>Fields in the order in which they were first written.</summary>
internal sealed class HoconObject(HoconOrigin origin) : HoconNode(origin)
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, HoconNode> _fields = new(StringComparer.Ordinal);

    public IEnumerable<(string Key, HoconNode Value)> Fields => _order.Select(key => (key, _fields[key]));

    public HoconNode? this[string key] => _fields.GetValueOrDefault(key);

    /// <summary>Objects are merged with what is there; anything else replaces it, or would if it turns out to have a value.</summary>
    public void Put(string key, HoconNode value)
    {
        if (_fields.TryGetValue(key, out var older)) _fields[key] = Merge(older, value);
        else Set(key, value);
    }

    /// <summary>Replaces what is there.</summary>
    public void Set(string key, HoconNode value)
    {
        if (!_fields.ContainsKey(key)) _order.Add(key);
        _fields[key] = value;
    }

    /// <summary>The object at a path below this one, made where there is none.</summary>
    public HoconObject At(IEnumerable<string> path, HoconOrigin origin)
    {
        var place = this;
        foreach (var key in path)
        {
            if (place[key] is not HoconObject inner)
            {
                inner = new HoconObject(origin);
                place.Put(key, inner);
                // Over something unresolved the new object is part of a merge and still the place to write to.
            }

            place = inner;
        }

        return place;
    }

    private static HoconNode Merge(HoconNode older, HoconNode newer)
    {
        if (older is HoconObject into && newer is HoconObject from)
        {
            foreach (var (key, value) in from.Fields) into.Put(key, value);
            return into;
        }

        // What a list replaces may still be an item of it, by a substitution.
        return newer is HoconScalar ? newer : new HoconMerge(older, newer);
    }
}

/// <summary>Values written side by side: text is joined, lists are appended, objects merged.</summary>
internal sealed class HoconConcatenation(IReadOnlyList<HoconNode> parts, HoconOrigin origin) : HoconNode(origin)
{
    public IReadOnlyList<HoconNode> Parts => parts;
}

/// <summary><c>${path}</c>, or <c>${?path}</c>, which is nothing where the path has no value.</summary>
internal sealed class HoconSubstitution(IReadOnlyList<string> path, bool isOptional, IReadOnlyList<string> includedAt, HoconOrigin origin)
    : HoconNode(origin)
{
    public IReadOnlyList<string> Path => path;

    public bool IsOptional => isOptional;

    /// <summary>Where the file it stands in was included: a path is looked for there first, as the file was written without knowing that.</summary>
    public IReadOnlyList<string> IncludedAt => includedAt;
}

/// <summary>A value written over another, where it is not known yet what either of them is.</summary>
internal sealed class HoconMerge(HoconNode older, HoconNode newer) : HoconNode(newer.Origin)
{
    public HoconNode Older => older;

    public HoconNode Newer => newer;
}
