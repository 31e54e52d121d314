using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>Finds the fields in which two documents of a type differ, which decides who owns them after an update.</summary>
internal static class FieldComparer
{
    /// <summary>Compares two objects.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one.</param>
    /// <param name="type">The type of both.</param>
    /// <param name="ignored">Fields whose differences do not count, nor what is below them.</param>
    public static FieldComparison Compare(JsonObject before, JsonObject after, FieldType type, FieldSet ignored)
    {
        var difference = new Difference();
        VisitMembers(before, after, type, ignored, ref difference);
        return new FieldComparison(Set(difference.Added), Set(difference.Modified), Set(difference.Removed)).Without(ignored);
    }

    private static FieldSet Set(List<FieldSetEntry>? entries) => FieldSet.OfEntries(entries) ?? FieldSet.Empty;

    /// <summary>
    /// Compares two values, of which one may be absent: the result says how they differ themselves, <paramref name="below"/> takes up the rest.
    /// </summary>
    private static Change Visit(Value before, Value after, FieldType type, ref Difference below)
    {
        var form = type.FormOf(after.Exists ? after.Node : before.Node);
        var change = Change.None;
        var earlier = before.Exists ? type.FormOf(before.Node) : form;
        if (after.Exists && earlier != form) change = Handle(earlier, before, after, type, ref below);
        if (Handle(form, before, after, type, ref below) is var own && own != Change.None) change = own;
        if (change != Change.None) return change;
        return !before.Exists ? Change.Added : !after.Exists ? Change.Removed : Change.None;
    }

    private static Change Handle(FieldForm form, Value before, Value after, FieldType type, ref Difference below)
    {
        switch (form)
        {
            case FieldForm.Map:
                var (earlier, later) = (before.Node as JsonObject, after.Node as JsonObject);
                if (type.IsAtomicMap || (earlier is null or { Count: 0 } && later is null or { Count: 0 })) return Leaf(before, after);
                VisitMembers(earlier, later, type, FieldSet.Empty, ref below);
                return Change.None;
            case FieldForm.List:
                var (old, now) = (before.Node as JsonArray, after.Node as JsonArray);
                if (type.IsAtomicList || (old is null or { Count: 0 } && now is null or { Count: 0 })) return Leaf(before, after);
                VisitItems(old, now, type, ref below);
                return Change.None;
            default:
                return Leaf(before, after);
        }
    }

    private static Change Leaf(Value before, Value after)
    {
        if (!before.Exists) return Change.Added;
        if (!after.Exists) return Change.Removed;
        return JsonNode.DeepEquals(before.Node, after.Node) ? Change.None : Change.Modified;
    }

    private static void VisitMembers(JsonObject? before, JsonObject? after, FieldType type, FieldSet ignored, ref Difference found)
    {
        for (var at = 0; at < (after?.Count ?? 0); at++)
        {
            var (name, value) = after!.GetAt(at);
            VisitMember(name, Value.Of(before, name), new Value(value), type, ignored, ref found);
        }

        for (var at = 0; at < (before?.Count ?? 0); at++)
        {
            var (name, value) = before!.GetAt(at);
            if (after is null || !after.ContainsKey(name)) VisitMember(name, new Value(value), default, type, ignored, ref found);
        }
    }

    private static void VisitMember(string name, Value before, Value after, FieldType type, FieldSet ignored, ref Difference found)
    {
        var memberType = type.MemberType(name, out var element, out _);
        if (!ignored.IsEmpty && ignored.Find(element).IsMember) return;
        if (before.Exists && after.Exists && JsonNode.DeepEquals(before.Node, after.Node)) return;
        var below = new Difference();
        var change = Visit(before, after, memberType, ref below);
        found.Add(element, change, below);
    }

    private static void VisitItems(JsonArray? before, JsonArray? after, FieldType type, ref Difference found)
    {
        var (earlier, later) = (new ListIndex(before, type), new ListIndex(after, type));
        foreach (var (element, values) in earlier.Items) VisitItem(element, values, later.Find(element), type.Items, ref found);
        foreach (var (element, values) in later.Items)
        {
            if (earlier.Find(element) is null) VisitItem(element, null, values, type.Items, ref found);
        }
    }

    /// <summary>Items that are duplicates are owned together, as one field.</summary>
    private static void VisitItem(PathElement element, List<JsonNode?>? before, List<JsonNode?>? after, FieldType type, ref Difference found)
    {
        var below = new Difference();
        Change change;
        switch (before?.Count ?? 0, after?.Count ?? 0)
        {
            case ( > 1, > 1):
                var isSame = before!.Count == after!.Count && before.Zip(after).All(pair => JsonNode.DeepEquals(pair.First, pair.Second));
                change = isSame ? Change.None : Change.Modified;
                break;
            case ( > 1, var count):
                if (count == 1 && Visit(default, new Value(after![0]), type, ref below) == Change.Added) found.Add(element, Change.Added, default);
                change = Change.Removed;
                break;
            case (var count, > 1):
                if (count == 1 && Visit(new Value(before![0]), default, type, ref below) == Change.Removed) found.Add(element, Change.Removed, default);
                change = Change.Added;
                break;
            default:
                change = Visit(before is null ? default : new Value(before[0]), after is null ? default : new Value(after[0]), type, ref below);
                break;
        }

        found.Add(element, change, below);
    }

    /// <summary>How a value itself differs, apart from what is below it.</summary>
    private enum Change
    {
        None,
        Added,
        Modified,
        Removed,
    }

    /// <summary>A value, or that there is none: null is a value.</summary>
    private readonly struct Value(JsonNode? node)
    {
        public bool Exists { get; } = true;

        public JsonNode? Node { get; } = node;

        public static Value Of(JsonObject? members, string name) =>
            members is not null && members.TryGetPropertyValue(name, out var node) ? new Value(node) : default;
    }

    /// <summary>What differs among the children of a node.</summary>
    private struct Difference
    {
        public List<FieldSetEntry>? Added { get; private set; }

        public List<FieldSetEntry>? Modified { get; private set; }

        public List<FieldSetEntry>? Removed { get; private set; }

        public void Add(PathElement element, Change change, Difference below)
        {
            if (change == Change.Added || below.Added is not null) Add(Added ??= [], element, change == Change.Added, below.Added);
            if (change == Change.Modified || below.Modified is not null) Add(Modified ??= [], element, change == Change.Modified, below.Modified);
            if (change == Change.Removed || below.Removed is not null) Add(Removed ??= [], element, change == Change.Removed, below.Removed);
        }

        private static void Add(List<FieldSetEntry> entries, PathElement element, bool isMember, List<FieldSetEntry>? below) =>
            entries.Add(new FieldSetEntry(element, isMember, FieldSet.OfEntries(below)));
    }
}
