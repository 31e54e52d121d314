using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>How two states of an object differ, in the fields of each version that is asked for.</summary>
/// <param name="typeOf">The type of the objects of a version; null for one that is no more.</param>
/// <param name="ignored">The fields whose differences do not count.</param>
/// <param name="before">The earlier state.</param>
/// <param name="after">The later state.</param>
internal sealed class FieldComparisons(Func<string, FieldType?> typeOf, FieldSet ignored, JsonObject before, JsonObject after)
{
    private readonly Dictionary<string, FieldComparison?> _known = new(StringComparer.Ordinal);

    /// <summary>The difference in the fields of a version; null if there is no such version any more.</summary>
    public FieldComparison? Of(string apiVersion)
    {
        if (_known.TryGetValue(apiVersion, out var known)) return known;
        return _known[apiVersion] = typeOf(apiVersion) is { } type ? FieldComparer.Compare(before, after, type, ignored) : null;
    }
}
