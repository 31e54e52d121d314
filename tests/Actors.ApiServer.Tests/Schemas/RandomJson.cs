using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests.Schemas;

/// <summary>Values and schemas made by chance from few names, so that they often fit together.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Names = ["a", "b", "c", "metadata", "kind"];

    private readonly Random _random = new(seed);

    public JsonObject Object(int depth = 4)
    {
        var map = new JsonObject();
        for (var left = _random.Next(4); left > 0; left--) map[Names[_random.Next(Names.Length)]] = Value(depth - 1);
        return map;
    }

    /// <summary>A schema as JSON; what it says need not make sense.</summary>
    public JsonObject Schema(int depth = 4)
    {
        var schema = new JsonObject();
        switch (_random.Next(8))
        {
            case 0 or 1 or 2 when depth > 0:
                schema["type"] = "object";
                schema["properties"] = new JsonObject(Names[..3].Select(name => KeyValuePair.Create<string, JsonNode?>(name, Schema(depth - 1))));
                if (Chance(4)) schema["required"] = new JsonArray("a");
                break;
            case 3 when depth > 0:
                schema["type"] = "object";
                schema["additionalProperties"] = Schema(depth - 1);
                break;
            case 4 when depth > 0:
                schema["type"] = "array";
                schema["items"] = Schema(depth - 1);
                schema["x-kubernetes-list-type"] = Chance(2) ? "set" : "map";
                schema["x-kubernetes-list-map-keys"] = new JsonArray("a");
                break;
            case 5:
                schema["type"] = "integer";
                schema["maximum"] = 3L;
                break;
            case 6:
                schema["x-kubernetes-preserve-unknown-fields"] = true;
                break;
            default:
                schema["type"] = "string";
                schema["pattern"] = "^t";
                break;
        }

        if (Chance(5)) schema["nullable"] = true;
        if (Chance(5)) schema["default"] = Value(depth - 1);
        if (Chance(6) && depth > 0) schema["oneOf"] = new JsonArray(Schema(0), Schema(0));
        return schema;
    }

    public byte[] Broken(byte[] json)
    {
        var bytes = json.ToList();
        for (var left = 1 + _random.Next(3); left > 0 && bytes.Count > 0; left--)
        {
            var at = _random.Next(bytes.Count);
            if (Chance(2)) bytes.RemoveAt(at);
            else bytes[at] = (byte)"{}[]\",:0-.eEtfn\\u x\u0001"[_random.Next(20)];
        }

        return [.. bytes];
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private JsonNode? Value(int depth) => _random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => null,
        1 => JsonValue.Create((long)_random.Next(6)),
        2 => JsonValue.Create(_random.Next(6) / 2.0),
        3 => JsonValue.Create(Chance(2)),
        4 => JsonValue.Create($"t{_random.Next(3)}"),
        5 => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))]),
        _ => Object(depth),
    };
}
