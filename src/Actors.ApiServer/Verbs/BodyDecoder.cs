using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Verbs;

/// <summary>Makes the object of a request's body, as creations and updates bring it.</summary>
internal static class BodyDecoder
{
    private static readonly string[] Accepted = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

    /// <param name="body">The body.</param>
    /// <param name="contentType">Its type; empty counts as JSON.</param>
    /// <param name="kind">The kind it has to be.</param>
    /// <param name="options">What becomes of unknown fields.</param>
    /// <param name="warnings">Gets what the client should know.</param>
    public static JsonObject Decode(ReadOnlySpan<byte> body, string contentType, ResourceKind kind, WriteOptions options, ICollection<string> warnings)
    {
        JsonNode? node;
        try
        {
            node = Read(body, contentType);
        }
        catch (FormatException exception)
        {
            throw Errors.BadRequest(DecodingErrors.NoJson(kind.Kind, exception.Message, body));
        }

        if (node is not JsonObject value)
            throw Errors.BadRequest(DecodingErrors.NoJson(kind.Kind, $"json: cannot unmarshal {Name(node)} into Go value of type an object", body));
        CheckType(value, kind, body);
        Complete(value, kind, options, warnings);
        return value;
    }

    /// <summary>Reads a body as JSON or YAML, whatever it stands for.</summary>
    /// <exception cref="FormatException">It is broken.</exception>
    /// <exception cref="StatusException">It is in a form the server does not read.</exception>
    public static JsonNode? Read(ReadOnlySpan<byte> body, string contentType) => MediaRange.TypeOf(contentType) switch
    {
        "" or "application/json" => ReadJson(body),
        "application/yaml" => YamlBody.Parse(body),
        "application/vnd.kubernetes.protobuf" => Protobuf(body),
        _ => throw Errors.UnsupportedMediaType(Accepted),
    };

    private static JsonObject Protobuf(ReadOnlySpan<byte> body)
    {
        try
        {
            return ProtobufObject.Read(body);
        }
        catch (System.Text.DecoderFallbackException exception)
        {
            throw new FormatException("proto: invalid UTF-8", exception);
        }
    }

    /// <summary>Reads a body as JSON. What a real server only warns of, a member that comes twice, is refused: which one is meant cannot be known.</summary>
    /// <exception cref="FormatException">It is broken.</exception>
    public static JsonNode? ReadJson(ReadOnlySpan<byte> body)
    {
        var json = JsonBody.Read(body);
        if (json.Error is { } error) throw new FormatException(error);
        return json.Duplicates.Count == 0 ? json.Value : throw new FormatException(string.Join(", ", DecodingErrors.Complaints(json.Duplicates, [])));
    }

    /// <summary>Drops and fills in what the kind says; refuses or warns of unknown fields as the request wants it.</summary>
    public static void Complete(JsonObject value, ResourceKind kind, WriteOptions options, ICollection<string> warnings)
    {
        IReadOnlyList<string> unknown;
        try
        {
            unknown = kind.Rules.Decode(value);
        }
        catch (FormatException exception)
        {
            throw CannotBe(kind, exception.Message);
        }
        catch (KindDecodeException exception)
        {
            throw Errors.BadRequest(exception.Message);
        }

        if (unknown.Count == 0) return;
        var complaints = DecodingErrors.Complaints([], unknown);
        if (options.FieldValidation == "Strict") throw CannotBe(kind, DecodingErrors.Strict(complaints));
        if (options.FieldValidation != "Warn") return;
        foreach (var complaint in complaints) warnings.Add(complaint);
    }

    public static StatusException CannotBe(ResourceKind kind, string why) =>
        Errors.BadRequest(DecodingErrors.CannotHandle(kind.Kind, kind.Version, kind.Kind, why));

    private static void CheckType(JsonObject value, ResourceKind kind, ReadOnlySpan<byte> body)
    {
        var (version, name) = (ObjectMeta.Text(value, "apiVersion"), ObjectMeta.Text(value, "kind"));
        if (!kind.IsCustom)
        {
            // A built-in kind need not be named: the path says it.
            if (name.Length == 0) value["kind"] = name = kind.Kind;
            if (version.Length == 0) value["apiVersion"] = version = kind.ApiVersion;
        }

        if (name.Length == 0)
        {
            var text = Encoding.UTF8.GetString(body);
            throw Errors.BadRequest($"the object provided is unrecognized (must be of type {kind.Kind}): Object 'Kind' is missing in '{text}'");
        }

        if (version != kind.ApiVersion)
            throw Errors.BadRequest($"the API version in the data ({version}) does not match the expected API version ({kind.ApiVersion})");
        if (name == kind.Kind) return;
        if (kind.IsCustom)
        {
            var problem = FieldError.Invalid("kind", name, $"must be {kind.Kind}");
            throw Errors.Invalid(kind.Group, name, ObjectMeta.Text(value["metadata"] as JsonObject, "name"), [problem]);
        }

        throw Errors.BadRequest(DecodingErrors.CannotHandle(name, kind.Version, kind.Kind, $"the object is no {kind.Kind}"));
    }

    private static string Name(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        null => "null",
        _ => "bool",
    };
}
