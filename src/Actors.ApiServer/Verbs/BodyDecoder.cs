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
        var twice = new List<string>();
        try
        {
            node = Read(body, contentType, twice);
        }
        catch (FormatException exception)
        {
            throw Errors.BadRequest(DecodingErrors.NoJson(kind.Kind, exception.Message, body));
        }

        if (node is not JsonObject value)
            throw Errors.BadRequest(DecodingErrors.NoJson(kind.Kind, $"json: cannot unmarshal {Name(node)} into Go value of type an object", body));
        CheckType(value, kind, body);
        Complete(value, kind, options, warnings, twice);
        return value;
    }

    /// <summary>Reads a body as JSON or YAML, whatever it stands for.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its type.</param>
    /// <param name="twice">Gets complaints of members that come twice, of which the last counts; null if nobody wants to know.</param>
    /// <exception cref="FormatException">It is broken.</exception>
    /// <exception cref="StatusException">It is in a form the server does not read.</exception>
    public static JsonNode? Read(ReadOnlySpan<byte> body, string contentType, ICollection<string>? twice = null) => MediaRange.TypeOf(contentType) switch
    {
        "" or "application/json" => ReadJson(body, twice),
        "application/yaml" => YamlBody.Parse(body, twice),
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

    /// <summary>Reads a body as JSON.</summary>
    /// <exception cref="FormatException">It is broken.</exception>
    public static JsonNode? ReadJson(ReadOnlySpan<byte> body, ICollection<string>? twice = null)
    {
        var json = JsonBody.Read(body);
        if (json.Error is { } error) throw new FormatException(error);
        if (twice is not null && json.Duplicates.Count > 0)
            foreach (var complaint in DecodingErrors.Complaints(json.Duplicates, [])) twice.Add(complaint);
        return json.Value;
    }

    /// <summary>Drops and fills in what the kind says; refuses or warns of unknown fields, and of those that came twice, as the request wants it.</summary>
    /// <param name="value">The object.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="options">What becomes of such fields.</param>
    /// <param name="warnings">Gets what the client should know.</param>
    /// <param name="twice">Complaints of what came twice.</param>
    /// <param name="refuse">Makes the error of what is wrong; null for that of a whole object.</param>
    public static void Complete(
        JsonObject value, ResourceKind kind, WriteOptions options, ICollection<string> warnings, IReadOnlyCollection<string>? twice = null, Func<string, StatusException>? refuse = null)
    {
        var isSent = refuse is null;
        refuse ??= why => CannotBe(kind, why);
        IReadOnlyList<string> unknown;
        try
        {
            unknown = kind.Rules.Decode(value);
        }
        catch (FormatException exception)
        {
            throw refuse(exception.Message);
        }
        catch (KindDecodeException exception)
        {
            throw refuse(exception.Problem);
        }

        OwnerReferences.Deduplicate(value, isSent, warnings);
        if (unknown.Count == 0 && twice is not { Count: > 0 }) return;
        IReadOnlyList<string> complaints = [.. twice ?? [], .. DecodingErrors.Complaints([], unknown)];
        if (options.FieldValidation == "Strict") throw refuse(DecodingErrors.Strict(complaints));
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
