using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Actors.ApiServer.Schemas;

/// <summary>
/// The body of a request as a tree. Integers become Int64 and all other numbers Double, as in a real server; of members that are given twice the last counts,
/// and all are noted.
/// </summary>
internal sealed class JsonBody
{
    /// <summary>A real server takes 10,000 levels; no schema and no object of an operator comes near this.</summary>
    public const int DepthMax = 512;

    /// <summary>A server stops noting what is wrong after so many.</summary>
    private const int DuplicatesMax = 100;

    /// <summary>Up to here looking at each name is faster than a table.</summary>
    private const int SearchMax = 32;

    /// <summary>Each thread reads one body at a time.</summary>
    [ThreadStatic]
    private static MemberStack? _ofThread;

    private readonly MemberStack _members = _ofThread ??= new MemberStack();
    private readonly RawParts _rawParts;
    private readonly ReadOnlyMemory<byte> _raw;
    private List<string>? _duplicates;
    private ValuePath _path = new();

    private JsonBody(RawParts rawParts = RawParts.None, ReadOnlyMemory<byte> raw = default) => (_rawParts, _raw) = (rawParts, raw);

    /// <summary>The value; null for JSON's null and for what is no JSON.</summary>
    public JsonNode? Value { get; private set; }

    /// <summary>What is wrong with it, as Go's JSON decoder words it; null if it is JSON.</summary>
    public string? Error { get; private set; }

    /// <summary>The paths of members that stand in their object more than once, such as <c>spec.a</c>; in the order they were met.</summary>
    public IReadOnlyList<string> Duplicates => _duplicates ?? [];

    /// <summary>Reads a whole body; never throws for what is in it.</summary>
    public static JsonBody Read(ReadOnlySpan<byte> utf8)
    {
        var body = new JsonBody();
        try
        {
            if (!Utf8.IsValid(utf8)) throw new JsonException("invalid UTF-8 in JSON text");
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DepthMax });
            reader.Read();
            body.Value = body.Take(ref reader);
            reader.Read();
        }
        catch (JsonException mistake)
        {
            body._members.Clear();
            body.Value = null;
            body.Error = JsonSyntax.Describe(utf8, DepthMax) ?? mistake.Message;
        }

        return body;
    }

    /// <summary>Reads an object as it is stored.</summary>
    /// <param name="utf8">Its JSON, which stays as it is as long as the tree is in use.</param>
    /// <param name="rawParts">What of it is not to be read.</param>
    public static JsonObject ReadStored(ReadOnlyMemory<byte> utf8, RawParts rawParts)
    {
        var body = new JsonBody(rawParts, utf8);
        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = DepthMax });
        reader.Read();
        return body.TakeObject(ref reader);
    }

    private JsonNode? Take(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => TakeObject(ref reader),
        JsonTokenType.StartArray => TakeArray(ref reader),
        JsonTokenType.String => JsonValue.Create(TakeText(ref reader)),
        JsonTokenType.Number => TakeNumber(ref reader),
        JsonTokenType.True => JsonValue.Create(true),
        JsonTokenType.False => JsonValue.Create(false),
        _ => null,
    };

    private JsonObject TakeObject(ref Utf8JsonReader reader)
    {
        var start = _members.Count;
        Dictionary<string, int>? places = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = TakeName(ref reader);
            reader.Read();
            _path.Enter(name);
            var member = _rawParts != RawParts.None && StaysRaw(name) ? TakeRaw(ref reader) : Take(ref reader);
            if (IndexOf(name, start, ref places) is var earlier and >= 0)
            {
                Note();
                _members[earlier] = KeyValuePair.Create(name, member);
            }
            else
            {
                places?.Add(name, _members.Count);
                _members.Add(KeyValuePair.Create(name, member));
            }

            _path.Leave();
        }

        return _members.Take(start);
    }

    /// <summary>Where the object that is being read has a member already; -1 if it has not. Great objects get a table of their names.</summary>
    private int IndexOf(string name, int start, ref Dictionary<string, int>? places)
    {
        if (_members.Count - start > SearchMax)
        {
            if (places is null)
            {
                places = new Dictionary<string, int>(StringComparer.Ordinal);
                for (var at = start; at < _members.Count; at++) places.Add(_members[at].Key, at);
            }

            return places.GetValueOrDefault(name, -1);
        }

        for (var at = start; at < _members.Count; at++)
        {
            if (_members[at].Key == name) return at;
        }

        return -1;
    }

    private JsonArray TakeArray(ref Utf8JsonReader reader)
    {
        var list = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            _path.Enter(list.Count);
            list.Add(Take(ref reader));
            _path.Leave();
        }

        return list;
    }

    private bool StaysRaw(string name) => _path.Depth switch
    {
        1 => name == "spec" && _rawParts.HasFlag(RawParts.Spec),
        2 => name == "managedFields" && _rawParts.HasFlag(RawParts.ManagedFields) && _path.Starts("metadata"),
        _ => false,
    };

    private JsonValue TakeRaw(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return RawJson.Node(_raw[start..(int)reader.BytesConsumed]);
    }

    private static JsonValue TakeNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var integer)) return JsonValue.Create(integer);
        if (reader.TryGetDouble(out var real) && double.IsFinite(real)) return JsonValue.Create(real);
        throw new JsonException($"json: cannot unmarshal number {Encoding.UTF8.GetString(reader.ValueSpan)} into Go value of type float64");
    }

    private static string TakeName(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? TakeText(ref reader) : NameCache.Get(reader.ValueSpan);

    private static string TakeText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException mistake)
        {
            throw new JsonException(
                string.Create(CultureInfo.InvariantCulture, $"invalid surrogate pair in the string that begins at byte {reader.TokenStartIndex}"), mistake);
        }
    }

    private void Note()
    {
        var path = _path.ToString();
        _duplicates ??= [];
        if (_duplicates.Count < DuplicatesMax && !_duplicates.Contains(path)) _duplicates.Add(path);
    }
}
