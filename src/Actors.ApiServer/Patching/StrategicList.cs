using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Patching;

/// <summary>
/// How a strategic merge patch changes one list. The order of the result: what the patch names in the patch's order, the rest in the order it had, put
/// between the others where the live order says so.
/// </summary>
internal sealed class StrategicList(Schema? schema)
{
    private readonly string? _mergeKey = schema is { PatchMerges: true } ? schema.PatchMergeKey : null;
    private readonly bool _merges = schema is { PatchMerges: true };

    /// <summary>Merges a list of the patch into the live one.</summary>
    /// <param name="current">The live list.</param>
    /// <param name="changes">The patch's.</param>
    /// <param name="deletes">Whether the patch's list names scalars to take out.</param>
    /// <param name="merged">The list to be put in place of the live one.</param>
    public PatchError? Merge(JsonArray current, JsonArray changes, bool deletes, out JsonArray merged)
    {
        merged = [];
        if (!_merges && !deletes)
        {
            foreach (var item in changes) merged.Add(WithoutNulls(item));
            return null;
        }

        if (MergeItems(Detach(current), Detach(changes), deletes, out var items) is { } error) return error;
        merged = new JsonArray([.. items]);
        return null;
    }

    /// <summary>Merges a list of the patch into the live one, in the order <c>$setElementOrder</c> asks for.</summary>
    public PatchError? MergeInOrder(JsonArray? current, JsonArray? changes, JsonArray order, out JsonArray merged)
    {
        merged = [];
        var wanted = Detach(order);
        var live = Detach(current);
        var patch = Detach(changes);
        if (Agree(patch, wanted) is { } disagreement) return disagreement;
        if (KindOf([.. live, .. patch], out var isMap) is { } mixed) return mixed;
        var liveOrder = live.ToList();

        List<JsonNode?> items;
        if (changes is null) items = live;
        else if (current is null) items = [.. patch.Where(item => DirectiveOf(item) is null).Select(StrategicMergePatch.Plain)];
        else if (!_merges) items = [.. patch.Select(WithoutNulls)];
        else if (MergeItems(live, patch, deletes: false, out items) is { } error) return error;

        if (Order(items, wanted, liveOrder, isMap, out var ordered) is { } disordered) return disordered;
        merged = new JsonArray([.. ordered]);
        return null;
    }

    private PatchError? MergeItems(List<JsonNode?> live, List<JsonNode?> patch, bool deletes, out List<JsonNode?> merged)
    {
        merged = live;
        if (live.Count == 0 && patch.Count == 0) return null;
        if (KindOf([.. live, .. patch], out var isMap) is { } mixed) return mixed;
        if (!isMap && deletes)
        {
            merged = [.. live.Where(item => !patch.Exists(gone => JsonNode.DeepEquals(item, gone)))];
            return null;
        }

        if (!isMap)
        {
            merged = Distinct(live.Concat(patch));
            return Order(merged, patch, live, isMap, out merged);
        }

        if (_mergeKey is null) return PatchError.Internal("cannot merge lists without merge key");
        if (ObeySpecial(ref live, ref patch) is { } refused) return refused;
        if (MergeMaps(live, patch, out merged) is { } failed) return failed;
        return Order(merged, patch, live, isMap, out merged);
    }

    /// <summary>Takes the items that bear a directive out of the patch, and does what they say with the live ones.</summary>
    private PatchError? ObeySpecial(ref List<JsonNode?> live, ref List<JsonNode?> patch)
    {
        var plain = new List<JsonNode?>();
        var remaining = live.ToList();
        var replaces = false;
        foreach (var item in patch)
        {
            switch (DirectiveOf(item))
            {
                case null:
                    plain.Add(item);
                    break;
                case "delete":
                    if (!((JsonObject)item!).TryGetPropertyValue(_mergeKey!, out var key)) return NoMergeKey(item);
                    remaining.RemoveAll(other => other is JsonObject members && JsonNode.DeepEquals(members[_mergeKey!], key));
                    break;
                case "replace":
                    replaces = true;
                    break;
                case "merge":
                    return PatchError.Internal("merging lists cannot yet be specified in the patch");
                case var unknown:
                    return PatchError.Internal($"unknown patch type: {unknown} in map: {GoText.Of(item)}");
            }
        }

        (live, patch) = replaces ? (plain.ConvertAll(StrategicMergePatch.Plain), []) : (remaining, plain);
        return null;
    }

    private PatchError? MergeMaps(List<JsonNode?> live, List<JsonNode?> patch, out List<JsonNode?> merged)
    {
        merged = live.ToList();
        foreach (var item in patch)
        {
            var members = (JsonObject)item!;
            if (!members.TryGetPropertyValue(_mergeKey!, out var key)) return NoMergeKey(members);
            var mergeKey = _mergeKey!;
            var at = merged.FindIndex(other => other is JsonObject one && one.TryGetPropertyValue(mergeKey, out var value) && JsonNode.DeepEquals(value, key));
            if (at < 0)
            {
                merged.Add(StrategicMergePatch.Plain(members));
                continue;
            }

            var into = (JsonObject)merged[at]!;
            if (StrategicMergePatch.MergeMap(ref into, members.DeepClone().AsObject(), schema?.Items) is { } error) return error;
            merged[at] = into;
        }

        return null;
    }

    private PatchError? Order(List<JsonNode?> items, List<JsonNode?> patchOrder, List<JsonNode?> liveOrder, bool isMap, out List<JsonNode?> ordered)
    {
        ordered = items;
        if (isMap && _mergeKey is null) return PatchError.Internal("cannot merge lists without merge key");
        if (isMap)
        {
            foreach (var item in items.Concat(patchOrder).Concat(liveOrder))
            {
                if (item is not JsonObject members) return StrategicMergePatch.Unexpected("map[string]interface {}", item);
                if (!members.ContainsKey(_mergeKey!)) return NoMergeKey(members);
            }
        }

        var key = isMap ? _mergeKey : null;
        var named = items.Where(item => IndexOf(patchOrder, item, key) >= 0).OrderBy(item => IndexOf(patchOrder, item, key)).ToList();
        var others = items.Where(item => IndexOf(patchOrder, item, key) < 0).OrderBy(item => IndexOf(liveOrder, item, key)).ToList();
        ordered = new List<JsonNode?>(items.Count);
        for (int i = 0, j = 0; i < others.Count || j < named.Count;)
        {
            ordered.Add(j == named.Count || (i < others.Count && Precedes(others[i], named[j], liveOrder, key)) ? others[i++] : named[j++]);
        }

        return null;
    }

    private static bool Precedes(JsonNode? left, JsonNode? right, List<JsonNode?> order, string? key)
    {
        var place = IndexOf(order, left, key);
        return place >= 0 && place < IndexOf(order, right, key);
    }

    private static int IndexOf(List<JsonNode?> list, JsonNode? item, string? key) => key is null
        ? list.FindIndex(other => JsonNode.DeepEquals(other, item))
        : list.FindIndex(other => JsonNode.DeepEquals(other![key], item![key]));

    /// <summary>What the patch changes has to stand in the order the patch asks for.</summary>
    private PatchError? Agree(List<JsonNode?> patch, List<JsonNode?> order)
    {
        if (patch.Count == 0 || order.Count == 0) return null;
        var next = 0;
        foreach (var item in patch)
        {
            if (DirectiveOf(item) is not null) continue;
            while (next < order.Count && !SameKey(item, order[next])) next++;
            if (next == order.Count)
            {
                return PatchError.Internal($"The order in patch list:\n{Show(patch)}\n doesn't match $setElementOrder list:\n{Show(order)}\n");
            }

            next++;
        }

        return null;
    }

    private bool SameKey(JsonNode? left, JsonNode? right) => _mergeKey is null
        ? JsonNode.DeepEquals(left, right)
        : left is JsonObject one && right is JsonObject other && JsonNode.DeepEquals(one[_mergeKey], other[_mergeKey]);

    /// <summary>All items of a list are objects, or all are scalars of one type.</summary>
    private static PatchError? KindOf(List<JsonNode?> items, out bool isMap)
    {
        isMap = items.Count > 0 && items[0] is JsonObject;
        if (items.Count == 0) return PatchError.Internal("no elements in any of the given slices");
        if (items[0] is JsonArray) return PatchError.Unprocessable();
        var type = GoText.TypeOf(items[0]);
        return items.TrueForAll(item => item is not null && GoText.TypeOf(item) == type)
            ? null
            : PatchError.Internal($"list element types are not identical: [{Show(items)}]");
    }

    private PatchError NoMergeKey(JsonNode item) => PatchError.Internal($"map: {GoText.Of(item)} does not contain declared merge key: {_mergeKey}");

    private static List<JsonNode?> Distinct(IEnumerable<JsonNode?> items)
    {
        var distinct = new List<JsonNode?>();
        foreach (var item in items)
        {
            if (!distinct.Exists(known => JsonNode.DeepEquals(known, item))) distinct.Add(item);
        }

        return distinct;
    }

    private static string? DirectiveOf(JsonNode? item) =>
        item is JsonObject members && members.TryGetPropertyValue(StrategicMergePatch.Directive, out var directive) ? GoText.Of(directive) : null;

    private static JsonNode? WithoutNulls(JsonNode? item) => DirectiveOf(item) is null ? StrategicMergePatch.Plain(item) : Copy(item);

    private static string Show(List<JsonNode?> items) => GoText.Of(new JsonArray([.. items.Select(Copy)]));

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    private static List<JsonNode?> Detach(JsonArray? items)
    {
        List<JsonNode?> detached = [.. items ?? []];
        items?.Clear();
        return detached;
    }
}
