using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Actors.ApiServer.Patching;

/// <summary>One step of the path to a field: a member, an object of a list by its keys, a value of a set, or an index.</summary>
internal sealed class PathElement : IComparable<PathElement>
{
    /// <summary>Members that were met lately. Any thread may replace any entry.</summary>
    private static readonly PathElement?[] Fields = new PathElement?[1024];

    private readonly (string Name, JsonScalar Value)[] _keys;
    private readonly JsonScalar _value;
    private readonly int _index;

    private PathElement(PathElementKind kind, string text, (string, JsonScalar)[]? keys = null, JsonScalar value = default, int index = 0)
    {
        Kind = kind;
        Text = text;
        _keys = keys ?? [];
        _value = value;
        _index = index;
    }

    /// <summary>How it selects.</summary>
    public PathElementKind Kind { get; }

    /// <summary>What stands for it in a field set: <c>f:spec</c>, <c>k:{"name":"x"}</c>, <c>v:"x"</c>, <c>i:0</c>.</summary>
    public string Text { get; }

    /// <summary>The name of the member a <see cref="PathElementKind.Field"/> selects.</summary>
    public string Name => Text[2..];

    /// <summary>The member of an object.</summary>
    public static PathElement Field(string name)
    {
        // Labels and the like have names no schema knows, but again and again the same.
        ref var entry = ref Fields[(uint)string.GetHashCode(name, StringComparison.Ordinal) % (uint)Fields.Length];
        var known = entry;
        if (known is not null && known.Text.AsSpan(2).SequenceEqual(name)) return known;
        return entry = new PathElement(PathElementKind.Field, "f:" + name);
    }

    /// <summary>The object of a list that has these values.</summary>
    public static PathElement Key((string Name, JsonScalar Value)[] keys)
    {
        Array.Sort(keys, (one, other) => string.CompareOrdinal(one.Name, other.Name));
        var text = new StringBuilder("k:{");
        foreach (var (name, value) in keys)
        {
            if (text.Length > 3) text.Append(',');
            text.Append('"').Append(name).Append("\":");
            value.AppendJson(text);
        }

        return new PathElement(PathElementKind.Key, text.Append('}').ToString(), keys);
    }

    /// <summary>The value of a set.</summary>
    public static PathElement Value(JsonScalar value)
    {
        var text = new StringBuilder("v:");
        value.AppendJson(text);
        return new PathElement(PathElementKind.Value, text.ToString(), value: value);
    }

    /// <summary>The item of an atomic list.</summary>
    public static PathElement Index(int index) => new(PathElementKind.Index, string.Create(CultureInfo.InvariantCulture, $"i:{index}"), index: index);

    /// <summary>Reads what stands for an element in a field set.</summary>
    /// <param name="text">As in <see cref="Text"/>.</param>
    /// <param name="element">Null, although it is well-formed, for a kind of step that is not known: such are passed over.</param>
    /// <returns>False if it is malformed.</returns>
    public static bool TryParse(string text, out PathElement? element)
    {
        element = null;
        if (text.Length < 2 || text[1] != ':') return false;
        switch (text[0])
        {
            case 'f':
                element = new PathElement(PathElementKind.Field, text);
                return true;
            case 'i':
                if (!int.TryParse(text.AsSpan(2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)) return false;
                element = Index(index);
                return true;
            case 'k' or 'v':
                return TryParseJson(text, out element);
            default:
                return true;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(PathElement? other)
    {
        if (ReferenceEquals(this, other)) return 0;
        if (other is null) return 1;
        if (Kind != other.Kind) return Kind.CompareTo(other.Kind);
        return Kind switch
        {
            PathElementKind.Field => string.CompareOrdinal(Text, other.Text),
            PathElementKind.Key => CompareKeys(_keys, other._keys),
            PathElementKind.Value => _value.CompareTo(other._value),
            _ => _index.CompareTo(other._index),
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PathElement other && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        PathElementKind.Key => _keys.Aggregate(0, (hash, key) => HashCode.Combine(hash, key.Value)),
        PathElementKind.Value => _value.GetHashCode(),
        _ => string.GetHashCode(Text, StringComparison.Ordinal),
    };

    /// <summary>The step as messages show it: <c>.spec</c>, <c>[name="x"]</c>, <c>[="x"]</c>, <c>[0]</c>.</summary>
    public override string ToString() => Kind switch
    {
        PathElementKind.Field => "." + Name,
        PathElementKind.Key => $"[{string.Join(',', _keys.Select(key => $"{key.Name}={key.Value}"))}]",
        PathElementKind.Value => $"[={_value}]",
        _ => string.Create(CultureInfo.InvariantCulture, $"[{_index}]"),
    };

    private static bool TryParseJson(string text, out PathElement? element)
    {
        element = null;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text, 2, text.Length - 2));
            reader.Read();
            if (text[0] == 'v')
            {
                element = Value(JsonScalar.Read(ref reader));
                return !reader.Read();
            }

            if (reader.TokenType != JsonTokenType.StartObject) return false;
            var keys = new List<(string, JsonScalar)>(2);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                keys.Add((name, JsonScalar.Read(ref reader)));
            }

            element = Key([.. keys]);
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int CompareKeys((string Name, JsonScalar Value)[] left, (string Name, JsonScalar Value)[] right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = string.CompareOrdinal(left[i].Name, right[i].Name);
            if (order == 0) order = left[i].Value.CompareTo(right[i].Value);
            if (order != 0) return order;
        }

        return left.Length.CompareTo(right.Length);
    }
}
