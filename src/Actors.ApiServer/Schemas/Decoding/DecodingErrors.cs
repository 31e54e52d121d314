using System.Text;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>The messages of a 400 for a body that is not what the path is about.</summary>
internal static class DecodingErrors
{
    /// <summary>How much of the body a message shows.</summary>
    private const int ExcerptLength = 30;

    /// <summary>A body whose kind could not be read.</summary>
    /// <param name="kind">What was expected.</param>
    /// <param name="error">Of <see cref="JsonBody.Error"/>.</param>
    /// <param name="body">The body.</param>
    public static string NoJson(string kind, string error, ReadOnlySpan<byte> body) =>
        $"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; json parse error: {error} ({Excerpt(body)})";

    /// <summary>Reads what a body says it is. The kind may be empty: built-in kinds have it from the path, custom resources refuse that.</summary>
    /// <param name="body">The value of the body.</param>
    /// <param name="apiVersion">Empty if it does not say.</param>
    /// <param name="kind">Empty if it does not say.</param>
    /// <returns>Why it says nothing, for <see cref="NoJson"/>; null if it does.</returns>
    public static string? ReadType(JsonNode? body, out string apiVersion, out string kind)
    {
        (apiVersion, kind) = ("", "");
        if (body is null) return null;
        if (body is not JsonObject map)
        {
            return $"json: cannot unmarshal {GoText.TypeName(body)} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; "
                + "Kind string \"json:\\\"kind,omitempty\\\"\" }";
        }

        foreach (var name in TypeMembers)
        {
            if (map[name] is { } value && (value is not JsonValue scalar || !scalar.TryGetValue<string>(out _)))
                return $"json: cannot unmarshal {GoText.TypeName(value)} into Go struct field .{name} of type string";
        }

        (apiVersion, kind) = (map.Text("apiVersion"), map.Text("kind"));
        return null;
    }

    /// <summary>A custom resource that does not say its kind.</summary>
    /// <param name="expectedKind">What was expected.</param>
    /// <param name="body">The body.</param>
    public static string MissingKind(string expectedKind, ReadOnlySpan<byte> body) =>
        $"the object provided is unrecognized (must be of type {expectedKind}): Object 'Kind' is missing in '{Encoding.UTF8.GetString(body)}' ({Excerpt(body)})";

    /// <summary>A body of the right kind with something in it that cannot be decoded.</summary>
    public static string CannotHandle(string kind, string version, string expectedKind, string error) =>
        $"{kind} in version {GoText.Quote(version)} cannot be handled as a {expectedKind}: {error}";

    /// <summary>What <c>fieldValidation=Strict</c> refuses, in one line.</summary>
    /// <param name="complaints">As <see cref="Complaints"/> words them.</param>
    public static string Strict(IEnumerable<string> complaints) => $"strict decoding error: {string.Join(", ", complaints)}";

    /// <summary>One complaint for each field: errors with <c>fieldValidation=Strict</c>, warnings with <c>Warn</c>.</summary>
    public static IReadOnlyList<string> Complaints(IEnumerable<string> duplicates, IEnumerable<string> unknown) =>
        [.. duplicates.Select(path => $"duplicate field \"{path}\""), .. unknown.Select(path => $"unknown field \"{path}\"")];

    private static readonly string[] TypeMembers = ["apiVersion", "kind"];

    private static string Excerpt(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return "<empty>";
        var shown = body[..Math.Min(body.Length, ExcerptLength)];
        var text = body[0] == '{' ? Encoding.UTF8.GetString(shown) : Convert.ToHexStringLower(shown);
        return body.Length > ExcerptLength ? text + " ..." : text;
    }
}
