namespace Actors.ApiServer.Patching;

/// <summary>Field sets in the light of a schema.</summary>
internal static class FieldReconciler
{
    /// <summary>
    /// A set as it has to be where the schema has changed since it was written: who owned parts of what is now atomic owns the whole of it.
    /// </summary>
    public static FieldSet Reconcile(FieldSet set, FieldType type)
    {
        if (ReferenceEquals(set.ReconciledWith, type)) return set;
        List<FieldSetEntry>? changed = null;
        for (var i = 0; i < set.Entries.Length; i++)
        {
            var entry = set.Entries[i];
            var reconciled = entry.Children is { } children && ChildType(entry.Element, type) is { } child ? Reconcile(entry, children, child) : entry;
            if (changed is null && !ReferenceEquals(reconciled.Children, entry.Children)) changed = [.. set.Entries[..i]];
            changed?.Add(reconciled);
        }

        if (changed is not null) return FieldSet.OfEntries(changed)!;
        set.ReconciledWith = type;
        return set;
    }

    /// <summary>
    /// The set with every container in it that the schema names and that has something in the set, so that the container goes when all of it goes.
    /// </summary>
    public static FieldSet WithNamedContainers(FieldSet set, FieldType? type)
    {
        var entries = new List<FieldSetEntry>(set.Entries.Length);
        foreach (var entry in set.Entries)
        {
            if (entry.Children is null)
            {
                entries.Add(entry);
                continue;
            }

            var isNamed = entry.Element.Kind == PathElementKind.Field && type is { HasMap: true } && type.TryGetMember(entry.Element.Name, out _);
            var children = WithNamedContainers(entry.Children, type is null ? null : ChildType(entry.Element, type));
            entries.Add(entry with { IsMember = entry.IsMember || isNamed, Children = children });
        }

        return FieldSet.OfEntries(entries) ?? FieldSet.Empty;
    }

    private static FieldSetEntry Reconcile(FieldSetEntry entry, FieldSet children, FieldType type)
    {
        if (type.HasMap)
        {
            if (type.IsDeducedMap) return entry;
            if (type.IsAtomicMap) return entry with { IsMember = true, Children = null };
        }
        else if (type.Scalar != ScalarType.None)
        {
            return entry;
        }
        else if (type.IsAtomicList)
        {
            return entry with { IsMember = true, Children = null };
        }

        return entry with { Children = Reconcile(children, type) };
    }

    private static FieldType? ChildType(PathElement element, FieldType type) => element.Kind switch
    {
        PathElementKind.Field => type.HasMap ? type.MemberType(element.Name) : null,
        _ => type.HasList && !type.IsAtomicList ? type.Items : null,
    };
}
