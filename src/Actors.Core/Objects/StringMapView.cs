using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Actors.Objects;

/// <summary>The labels or annotations of an object, read from its JSON each time: no copy is kept.</summary>
public readonly struct StringMapView : IEnumerable<KeyValuePair<string, string>>, IEquatable<StringMapView>
{
    private readonly byte[]? _data;
    private readonly JsonSlice _slice;

    internal StringMapView(byte[]? data, JsonSlice slice)
    {
        _data = data;
        _slice = slice;
    }

    private ReadOnlySpan<byte> Bytes => _data.AsSpan(0, _slice.End);

    /// <summary>The value of a key.</summary>
    public string? this[string key] => TryGetValue(key, out var value) ? value : null;

    /// <summary>The value of a key, if it is there.</summary>
    public bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        value = null;
        foreach (var (name, found) in Slices())
        {
            if (JsonText.Says(name.Of(Bytes), key)) value = JsonText.Decode(found.Of(Bytes));
        }

        return value is not null;
    }

    /// <summary>Whether a key is there.</summary>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <summary>A copy that does not hold on to the object.</summary>
    public Dictionary<string, string> ToDictionary()
    {
        var copy = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in this) copy[key] = value;
        return copy;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        foreach (var (name, value) in Slices())
            yield return KeyValuePair.Create(JsonText.Decode(name.Of(Bytes)), JsonText.Decode(value.Of(Bytes)));
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both are written alike.</summary>
    public bool Equals(StringMapView other) => _slice.Of(Bytes).SequenceEqual(other._slice.Of(other.Bytes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StringMapView other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _slice.Length;

    /// <summary>Whether both are written alike.</summary>
    public static bool operator ==(StringMapView left, StringMapView right) => left.Equals(right);

    /// <summary>Whether they are written differently.</summary>
    public static bool operator !=(StringMapView left, StringMapView right) => !left.Equals(right);

    private IEnumerable<(JsonSlice Name, JsonSlice Value)> Slices()
    {
        if (_slice.IsEmpty) yield break;
        var position = _slice.Start + 1;
        var isFirst = true;
        while (Next(ref position, ref isFirst, out var name, out var value)) yield return (name, value);
    }

    private bool Next(ref int position, ref bool isFirst, out JsonSlice name, out JsonSlice value)
    {
        var cursor = new JsonCursor(Bytes, position);
        value = default;
        if (!cursor.NextMember(ref isFirst, out name)) return false;
        value = cursor.TakeStringOrNull("a string");
        position = cursor.Position;
        return true;
    }
}
