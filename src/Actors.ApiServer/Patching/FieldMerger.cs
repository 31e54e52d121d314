using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>
/// Merges an applied configuration into the live object: whatever both name is the applied one's, nothing is taken away. The items of lists stand in the live
/// order, and those the configuration names in its own.
/// </summary>
internal static class FieldMerger
{
    /// <summary>Merges two objects, both of which are left alone.</summary>
    public static JsonObject Merge(JsonObject live, JsonObject applied, FieldType type) =>
        TryMerge(new Value(live), new Value(applied), type, out var merged) && merged is JsonObject result ? result : [];

    private static bool TryMerge(Value live, Value applied, FieldType type, out JsonNode? merged) =>
        type.FormOf(applied.Exists ? applied.Node : live.Node) switch
        {
            FieldForm.Map when !type.IsAtomicMap => TryMergeMap(live, applied, type, out merged),
            FieldForm.List when !type.IsAtomicList => TryMergeList(live, applied, type, out merged),
            _ => Leaf(live, applied, out merged),
        };

    private static bool Leaf(Value live, Value applied, out JsonNode? merged)
    {
        merged = (applied.Exists ? applied : live).Node?.DeepClone();
        return true;
    }

    private static bool TryMergeMap(Value live, Value applied, FieldType type, out JsonNode? merged)
    {
        var (before, after) = (live.Node as JsonObject, applied.Node as JsonObject);
        if (before is null or { Count: 0 } && after is null or { Count: 0 }) return Leaf(live, applied, out merged);
        var result = new JsonObject();
        foreach (var (name, value) in before ?? [])
        {
            var change = after is not null && after.TryGetPropertyValue(name, out var node) ? new Value(node) : default;
            if (TryMerge(new Value(value), change, type.MemberType(name, out _, out _), out var member)) result.Add(name, member);
        }

        foreach (var (name, value) in after ?? [])
        {
            if (before is not null && before.ContainsKey(name)) continue;
            if (TryMerge(default, new Value(value), type.MemberType(name, out _, out _), out var member)) result.Add(name, member);
        }

        merged = result;
        return result.Count > 0;
    }

    private static bool TryMergeList(Value live, Value applied, FieldType type, out JsonNode? merged)
    {
        var (before, after) = (live.Node as JsonArray, applied.Node as JsonArray);
        if (before is null or { Count: 0 } && after is null or { Count: 0 }) return Leaf(live, applied, out merged);
        var result = new JsonArray();
        foreach (var (old, now) in Pairs(before, after, type))
        {
            if (TryMerge(old, now, type.Items, out var item)) result.Add(item);
        }

        merged = result;
        return result.Count > 0;
    }

    /// <summary>Which live items and which applied ones belong together, in the order of the result.</summary>
    private static IEnumerable<(Value Live, Value Applied)> Pairs(JsonArray? live, JsonArray? applied, FieldType type)
    {
        var (before, after) = (new ListIndex(live, type), new ListIndex(applied, type));
        var items = (live ?? []).Select(item => (Node: item, Element: ListItem.Element(type, item, out _))).Where(item => item.Element is not null).ToList();
        var named = after.Items;
        var shared = new Queue<PathElement>(named.Select(item => item.Element).Where(element => before.Find(element) is not null));
        var merged = new HashSet<PathElement>();
        for (int i = 0, j = 0; i < items.Count || j < named.Count;)
        {
            if (i < items.Count)
            {
                var element = items[i].Element!;
                var isShared = after.Find(element) is not null;
                if (!isShared)
                {
                    yield return (new Value(items[i++].Node), default);
                    continue;
                }

                var isNext = j < named.Count && named[j].Element.Equals(element);
                if (!isNext && j < named.Count && shared.TryPeek(out var next) && !next.Equals(element))
                {
                    i++;
                    continue;
                }

                if (isNext || merged.Contains(element)) i++;
            }

            if (j == named.Count) continue;
            var (applicant, values) = named[j++];
            merged.Add(applicant);
            if (shared.TryPeek(out var first) && first.Equals(applicant)) shared.Dequeue();
            yield return (before.Find(applicant) is { } known ? new Value(known.Count == 1 ? known[0] : null) : default, new Value(values[0]));
        }
    }

    /// <summary>A value, or that there is none: null is a value.</summary>
    private readonly struct Value(JsonNode? node)
    {
        public bool Exists { get; } = true;

        public JsonNode? Node { get; } = node;
    }
}
