namespace Actors.Settings;

/// <summary>Puts values in the place of substitutions and takes merges to their end. The result is objects, lists and scalars only.</summary>
internal sealed class HoconResolver(HoconObject root, Func<string, string?> environment, List<SettingsError> errors)
{
    // The fields being resolved, with what stood there before the value being resolved: what a substitution of the field itself means.
    private readonly List<(string Path, HoconNode? Older)> _underWay = [];

    public HoconObject Resolve() => ResolveFields(root, []);

    private HoconObject ResolveFields(HoconObject unresolved, IReadOnlyList<string> place)
    {
        var resolved = new HoconObject(unresolved.Origin);
        foreach (var (key, value) in unresolved.Fields)
        {
            if (ResolveField(value, [.. place, key]) is { } known) resolved.Put(key, known);
        }

        return resolved;
    }

    private HoconNode? ResolveField(HoconNode value, IReadOnlyList<string> place) => value switch
    {
        HoconScalar scalar => scalar,
        HoconObject inner => ResolveFields(inner, place),
        HoconMerge merge => ResolveMerge(merge, place),
        _ => UnderWay(place, null, () => ResolveValue(value, place)),
    };

    private HoconNode? ResolveMerge(HoconMerge merge, IReadOnlyList<string> place)
    {
        var newer = UnderWay(place, merge.Older, () => ResolveValue(merge.Newer, place));
        if (newer is HoconScalar or HoconList) return newer;
        var older = ResolveField(merge.Older, place);
        return newer is HoconObject over && older is HoconObject under ? Merged([under, over], newer.Origin) : newer ?? older;
    }

    private HoconNode? UnderWay(IReadOnlyList<string> place, HoconNode? older, Func<HoconNode?> resolve)
    {
        _underWay.Add((string.Join('.', place), older));
        var resolved = resolve();
        _underWay.RemoveAt(_underWay.Count - 1);
        return resolved;
    }

    private HoconNode? ResolveValue(HoconNode value, IReadOnlyList<string> place) => value switch
    {
        HoconSubstitution substitution => ResolveSubstitution(substitution),
        HoconConcatenation concatenation => ResolveConcatenation(concatenation, place),
        HoconList list => new HoconList([.. list.Items.Select(item => ResolveValue(item, place)).OfType<HoconNode>()], list.Origin),
        _ => ResolveField(value, place),
    };

    private HoconNode? ResolveSubstitution(HoconSubstitution substitution)
    {
        IReadOnlyList<string>[] places = substitution.IncludedAt.Count == 0
            ? [substitution.Path]
            : [[.. substitution.IncludedAt, .. substitution.Path], substitution.Path];
        foreach (var place in places)
        {
            if (LookUp(place, substitution, out var isCycle) is { } found) return found;
            if (isCycle) return null;
        }

        var name = string.Join('.', substitution.Path);
        if (environment(name) is { } value) return new HoconScalar(value, new HoconOrigin($"environment variable {name}", 0));
        if (!substitution.IsOptional)
            errors.Add(new SettingsError(substitution.Origin, $"${{{name}}} has no value: neither a setting nor an environment variable has that name; ${{?{name}}} allows that"));
        return null;
    }

    /// <summary>What stands at a place; null if nothing does.</summary>
    private HoconNode? LookUp(IReadOnlyList<string> place, HoconSubstitution substitution, out bool isCycle)
    {
        isCycle = false;
        var path = string.Join('.', place);
        var index = _underWay.FindLastIndex(field => field.Path == path);
        if (index < 0) return Find(root, place, 0);
        if (index == _underWay.Count - 1)
        {
            // The field itself: what it was before this value.
            var older = _underWay[index].Older;
            return older is null ? null : ResolveField(older, place);
        }

        isCycle = true;
        var cycle = string.Join(" → ", _underWay.Skip(index).Select(field => field.Path).Append(path));
        errors.Add(new SettingsError(substitution.Origin, $"substitutions refer to each other without end: {cycle}"));
        return null;
    }

    private HoconNode? Find(HoconNode? from, IReadOnlyList<string> place, int depth)
    {
        while (depth < place.Count && from is HoconObject inner) from = inner[place[depth++]];
        if (from is null) return null;
        var resolved = _underWay.Exists(field => field.Path == string.Join('.', place.Take(depth))) ? null : ResolveField(from, [.. place.Take(depth)]);
        return depth == place.Count ? resolved : resolved is HoconObject whole ? Find(whole, place, depth) : null;
    }

    private HoconNode? ResolveConcatenation(HoconConcatenation concatenation, IReadOnlyList<string> place)
    {
        var parts = concatenation.Parts.Select(part => ResolveValue(part, place)).OfType<HoconNode>().ToList();
        if (parts.Exists(part => part is HoconList or HoconObject)) parts.RemoveAll(part => part is HoconScalar { Text: " " });
        if (parts.Count == 0) return null;
        if (parts.TrueForAll(part => part is HoconScalar)) return new HoconScalar(string.Concat(parts.Select(part => ((HoconScalar)part).Text)), concatenation.Origin);
        if (parts.TrueForAll(part => part is HoconList)) return new HoconList([.. parts.SelectMany(part => ((HoconList)part).Items)], concatenation.Origin);
        if (parts.TrueForAll(part => part is HoconObject)) return Merged(parts, concatenation.Origin);
        errors.Add(new SettingsError(concatenation.Origin, $"'{string.Join('.', place)}' puts text, lists and objects side by side; only values of one kind can be joined"));
        return null;
    }

    private static HoconObject Merged(IEnumerable<HoconNode> objects, HoconOrigin origin)
    {
        var merged = new HoconObject(origin);
        foreach (var (key, value) in objects.SelectMany(part => ((HoconObject)part).Fields)) merged.Put(key, value);
        return merged;
    }
}
