using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Kubernetes.Models;

/// <summary>How models are read from and written as JSON. Everything that (de)serializes models uses these options.</summary>
public static class KubernetesJson
{
    /// <summary>Member names in camel case, matched exactly; what is null is left out; only what JSON requires is escaped. Read-only.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions(indented: false);

    /// <summary>The same, with line breaks and two spaces of indentation.</summary>
    public static JsonSerializerOptions Indented { get; } = CreateOptions(indented: true);

    /// <summary>Reads a model from UTF-8 JSON.</summary>
    /// <exception cref="JsonException">It is not JSON, or does not fit the model; the message says where.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, Options) ?? throw IsNull<T>();
        }
        catch (JsonException exception)
        {
            throw Located<T>(exception);
        }
    }

    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte})"/>
    public static T Deserialize<T>(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw IsNull<T>();
        }
        catch (JsonException exception)
        {
            throw Located<T>(exception);
        }
    }

    /// <summary>Reads a model from a parsed JSON value.</summary>
    /// <exception cref="JsonException">It does not fit the model; the message says where.</exception>
    public static T Deserialize<T>(JsonElement json)
    {
        try
        {
            return json.Deserialize<T>(Options) ?? throw IsNull<T>();
        }
        catch (JsonException exception)
        {
            throw Located<T>(exception);
        }
    }

    /// <summary>Writes a model as JSON: all of it, whatever the variable's type.</summary>
    public static string Serialize<T>(T value) => JsonSerializer.Serialize(value, TypeOf(value), Options);

    /// <summary>Writes a model as UTF-8 JSON: all of it, whatever the variable's type.</summary>
    public static byte[] SerializeToUtf8Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, TypeOf(value), Options);

    /// <summary>A copy of a model that shares nothing with it, unknown fields included.</summary>
    public static T Clone<T>(T value) => (T)JsonSerializer.Deserialize(SerializeToUtf8Bytes(value), TypeOf(value), Options)!;

    /// <summary>The serializer goes by the type it is told: told that of a base, it would leave out the spec.</summary>
    private static Type TypeOf<T>(T value) => value?.GetType() ?? typeof(T);

    private static JsonSerializerOptions CreateOptions(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            // Schemas of custom resources nest two levels for each level of the object they describe.
            MaxDepth = 512,
            WriteIndented = indented,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(ModelsJson.Default, new DefaultJsonTypeInfoResolver()),
        };
        options.MakeReadOnly();
        return options;
    }

    private static JsonException IsNull<T>() => new($"null is not a {typeof(T).Name}");

    /// <summary>The message of a converter does not say where the value is; the serializer knows.</summary>
    private static JsonException Located<T>(JsonException exception) =>
        exception.Path is not { } path || exception.Message.Contains("Path: ", StringComparison.Ordinal)
            ? exception
            : new JsonException(
                $"{exception.Message} (at {path} of a {typeof(T).Name})", path, exception.LineNumber, exception.BytePositionInLine, exception);
}
