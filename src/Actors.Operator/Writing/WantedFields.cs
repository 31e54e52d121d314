using System.Text.Json;
using Actors.Kubernetes.Models;

namespace Actors.Operators.Writing;

/// <summary>
/// Whether an object has all the fields that are wanted of it. It is careful: where it cannot tell, the answer is no, and the fields are applied once more, which costs a request and
/// changes nothing.
/// </summary>
internal static class WantedFields
{
    // Lists that server-side apply merges by keys: others may have put in items of their own, and they may be in another order.
    private static readonly HashSet<string> MergedLists = new(StringComparer.Ordinal)
    {
        "containers", "initContainers", "ephemeralContainers", "volumes", "env", "imagePullSecrets", "ports", "volumeMounts", "volumeDevices", "ownerReferences", "conditions",
        "hostAliases", "topologySpreadConstraints", "finalizers", "secrets",
    };

    // Maps of quantities: the server writes them in their shortest form.
    private static readonly HashSet<string> QuantityMaps = new(StringComparer.Ordinal) { "requests", "limits", "hard", "capacity" };

    /// <summary>Whether <paramref name="held"/> has all fields of <paramref name="wanted"/>, both UTF-8 JSON of one object.</summary>
    public static bool AreIn(ReadOnlyMemory<byte> held, ReadOnlyMemory<byte> wanted)
    {
        using var heldDocument = JsonDocument.Parse(held);
        using var wantedDocument = JsonDocument.Parse(wanted);
        return IsIn(heldDocument.RootElement, wantedDocument.RootElement, "");
    }

    private static bool IsIn(JsonElement held, JsonElement wanted, string name) => wanted.ValueKind switch
    {
        JsonValueKind.Object => held.ValueKind == JsonValueKind.Object && HasAllMembers(held, wanted, name),
        JsonValueKind.Array => held.ValueKind == JsonValueKind.Array && HasAllItems(held, wanted, name),
        JsonValueKind.String => held.ValueKind == JsonValueKind.String && held.GetString() == wanted.GetString(),
        JsonValueKind.Number => held.ValueKind == JsonValueKind.Number && IsSameNumber(held, wanted),
        _ => held.ValueKind == wanted.ValueKind,
    };

    private static bool HasAllMembers(JsonElement held, JsonElement wanted, string name)
    {
        var areQuantities = QuantityMaps.Contains(name);
        foreach (var member in wanted.EnumerateObject())
        {
            var isThere = held.TryGetProperty(member.Name, out var value);

            // To want null is to want nothing.
            if (member.Value.ValueKind == JsonValueKind.Null && !isThere) continue;
            if (!isThere) return false;
            if (!IsIn(value, member.Value, member.Name) && !(areQuantities && IsSameQuantity(value, member.Value))) return false;
        }

        return true;
    }

    private static bool HasAllItems(JsonElement held, JsonElement wanted, string name)
    {
        if (MergedLists.Contains(name)) return wanted.EnumerateArray().All(item => held.EnumerateArray().Any(one => IsIn(one, item, "")));
        if (held.GetArrayLength() != wanted.GetArrayLength()) return false;
        return held.EnumerateArray().Zip(wanted.EnumerateArray()).All(static pair => IsIn(pair.First, pair.Second, ""));
    }

    private static bool IsSameNumber(JsonElement held, JsonElement wanted) =>
        held.GetRawText() == wanted.GetRawText() || (held.TryGetDecimal(out var one) && wanted.TryGetDecimal(out var other) && one == other);

    private static bool IsSameQuantity(JsonElement held, JsonElement wanted) =>
        Quantity.TryParse(TextOf(held), out var one) && Quantity.TryParse(TextOf(wanted), out var other) && one == other;

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
