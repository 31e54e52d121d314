namespace Actors.Settings;

/// <summary>Puts values in the place of substitutions and takes merges to their end. The result is objects, lists and scalars only.</summary>
internal sealed class HoconResolver(HoconObject root, Func<string, string?> environment, List<SettingsError> errors)
{
    // A substitution is resolved anew wherever it stands: a few lines that each use the one before twice would never come to an end.
    private const int ValuesMax = 100_000;

    private const int DepthMax = 500;

    // The fields being resolved, with what stood there before the value being resolved: what a substitution of the field itself means. And, where it is that
    // older value's turn, what the newer one came to.
    private readonly List<(string Path, HoconNode? Older, HoconObject? Newer)> _underWay = [];

    private int _values;
    private int _depth;
    private bool _hasGivenUp;

    public HoconObject Resolve() => ResolveFields(root, []);

    private HoconObject ResolveFields(HoconObject unresolved, IReadOnlyList<string> place)
    {
        var resolved = new HoconObject(unresolved.Origin);
        foreach (var (key, value) in unresolved.Fields)
        {
            if (ResolveField(value, [.. place, key]) is { } known) resolved.Set(key, known);
        }

        return resolved;
    }

    private HoconNode? ResolveField(HoconNode value, IReadOnlyList<string> place) => value switch
    {
        HoconScalar scalar => scalar,
        HoconObject or HoconMerge => ResolveValue(value, place),
        _ => UnderWay(place, null, () => ResolveValue(value, place)),
    };

    private HoconNode? ResolveMerge(HoconMerge merge, IReadOnlyList<string> place)
    {
        var newer = UnderWay(place, merge.Older, () => ResolveValue(merge.Newer, place));
        if (newer is HoconScalar or HoconList) return newer;
        // With itself among its parts it has all of the older value, which is then not resolved a second time: each line would double the work.
        if (newer is not null && Parts(merge.Newer).Any(part => IsItself(part, HoconPath.Join(place)))) return newer;
        var older = UnderWay(place, merge.Older, () => ResolveField(merge.Older, place), newer as HoconObject ?? new HoconObject(merge.Origin));
        return newer is HoconObject over && older is HoconObject under ? Merged([under, over], newer.Origin) : newer ?? older;
    }

    private HoconNode? UnderWay(IReadOnlyList<string> place, HoconNode? older, Func<HoconNode?> resolve, HoconObject? newer = null)
    {
        _underWay.Add((HoconPath.Join(place), older, newer));
        var resolved = resolve();
        _underWay.RemoveAt(_underWay.Count - 1);
        return resolved;
    }

    private HoconNode? ResolveValue(HoconNode value, IReadOnlyList<string> place)
    {
        if (_hasGivenUp) return null;
        if (++_values > ValuesMax) return GiveUp(value, $"substitutions come to more than {ValuesMax} values");
        if (_depth == DepthMax) return GiveUp(value, $"more than {DepthMax} values that need each other");
        _depth++;
        var resolved = value switch
        {
            HoconSubstitution substitution => ResolveSubstitution(substitution),
            HoconConcatenation concatenation => ResolveConcatenation(concatenation, place),
            HoconList list => new HoconList([.. list.Items.Select(item => ResolveValue(item, place)).OfType<HoconNode>()], list.Origin),
            HoconMerge merge => ResolveMerge(merge, place),
            HoconObject inner => ResolveFields(inner, place),
            _ => value,
        };
        _depth--;
        return resolved;
    }

    private HoconNode? GiveUp(HoconNode value, string message)
    {
        _hasGivenUp = true;
        errors.Add(new SettingsError(value.Origin, message));
        return null;
    }

    private HoconNode? ResolveSubstitution(HoconSubstitution substitution)
    {
        IReadOnlyList<string>[] places = substitution.IncludedAt.Count == 0
            ? [substitution.Path]
            : [[.. substitution.IncludedAt, .. substitution.Path], substitution.Path];
        var errorsBefore = errors.Count;
        foreach (var place in places)
        {
            if (LookUp(place, substitution) is { } found) return found;
            if (errors.Count > errorsBefore) return null;
        }

        var name = string.Join('.', substitution.Path);
        if (environment(name) is { } value) return new HoconScalar(value, new HoconOrigin($"environment variable {name}", 0));
        if (!substitution.IsOptional)
            errors.Add(new SettingsError(substitution.Origin, $"${{{name}}} has no value: neither a setting nor an environment variable has that name; ${{?{name}}} allows that"));
        return null;
    }

    /// <summary>What stands at a place; null if nothing does or, with an error, if it cannot be told.</summary>
    private HoconNode? LookUp(IReadOnlyList<string> place, HoconSubstitution substitution)
    {
        var path = HoconPath.Join(place);
        if (_underWay.Count > 0 && _underWay[^1].Path == path)
        {
            // The field itself: what it was before this value.
            return _underWay[^1].Older is { } older ? ResolveField(older, place) : null;
        }

        // The field or an object it is in.
        var index = _underWay.FindLastIndex(field => field.Path == path || field.Path.StartsWith(path + ".", StringComparison.Ordinal));
        if (index < 0 && Find(root, place, 0, ref index) is { } found) return found;
        if (index < 0) return null;
        var cycle = string.Join(" → ", _underWay.Skip(index).Select(field => field.Path).Append(path));
        errors.Add(new SettingsError(substitution.Origin, $"substitutions refer to each other without end: {cycle}"));
        return null;
    }

    /// <summary>Goes down to a place. Where it cannot because a value on the way is itself being resolved, <paramref name="cycle"/> is that one's index.</summary>
    private HoconNode? Find(HoconNode? from, IReadOnlyList<string> place, int depth, ref int cycle)
    {
        while (depth < place.Count && from is HoconObject inner) from = inner[place[depth++]];
        if (from is null || depth == place.Count) return from is null ? null : ResolveField(from, place);
        IReadOnlyList<string> above = [.. place.Take(depth)];
        var path = HoconPath.Join(above);
        var index = _underWay.FindLastIndex(field => field.Path == path);
        if (index < 0) return ResolveField(from, above) is HoconObject whole ? Find(whole, place, depth, ref cycle) : null;

        // The whole is being put together, but what is written out in braces can be seen, and what it is put over.
        if (from is not HoconMerge merge || NewerObjects(merge, path) is not { } newer)
        {
            cycle = index;
            return null;
        }

        foreach (var part in newer)
        {
            if (Find(part, place, depth, ref cycle) is { } found) return found;
        }

        if (merge.Older is HoconObject or HoconMerge) return Find(merge.Older, place, depth, ref cycle);
        return ResolveField(merge.Older, above) is HoconObject older ? Find(older, place, depth, ref cycle) : null;
    }

    /// <summary>What the newer value came to, or the objects of <c>{ … }</c> or <c>${itself} { … }</c>, the last first; null if it cannot be told yet.</summary>
    private List<HoconObject>? NewerObjects(HoconMerge merge, string path)
    {
        if (_underWay.Find(field => field.Path == path && field.Older == merge.Older && field.Newer is not null).Newer is { } known) return [known];
        var parts = Parts(merge.Newer);
        return parts.All(part => part is HoconObject || IsItself(part, path)) ? [.. parts.OfType<HoconObject>().Reverse()] : null;
    }

    private static IReadOnlyList<HoconNode> Parts(HoconNode value) => value is HoconConcatenation { Parts: var parts } ? parts : [value];

    private static bool IsItself(HoconNode part, string path) =>
        part is HoconSubstitution substitution && HoconPath.Join([.. substitution.IncludedAt, .. substitution.Path]) == path;

    private HoconNode? ResolveConcatenation(HoconConcatenation concatenation, IReadOnlyList<string> place)
    {
        var parts = concatenation.Parts.Select(part => ResolveValue(part, place)).OfType<HoconNode>().ToList();
        if (parts.TrueForAll(part => part is HoconScalar { IsBlank: true })) return null;
        if (parts.Exists(part => part is HoconList or HoconObject)) parts.RemoveAll(part => part is HoconScalar { IsBlank: true });
        if (parts.TrueForAll(part => part is HoconScalar)) return new HoconScalar(string.Concat(parts.Select(part => ((HoconScalar)part).Text)), concatenation.Origin);
        if (parts.TrueForAll(part => part is HoconList)) return new HoconList([.. parts.SelectMany(part => ((HoconList)part).Items)], concatenation.Origin);
        if (parts.TrueForAll(part => part is HoconObject)) return Merged(parts, concatenation.Origin);
        errors.Add(new SettingsError(concatenation.Origin, $"'{HoconPath.Join(place)}' puts text, lists and objects side by side; only values of one kind can be joined"));
        return null;
    }

    /// <summary>Later fields over earlier ones, all of them resolved.</summary>
    private static HoconObject Merged(IEnumerable<HoconNode> objects, HoconOrigin origin)
    {
        var merged = new HoconObject(origin);
        foreach (var (key, value) in objects.SelectMany(part => ((HoconObject)part).Fields))
            merged.Set(key, merged[key] is HoconObject under && value is HoconObject ? Merged([under, value], value.Origin) : value);
        return merged;
    }
}
