using System.Globalization;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>One thing that is wrong with an object; it becomes one cause of a Status.</summary>
/// <param name="Type">What is wrong.</param>
/// <param name="Field">Where, such as <c>spec.items[0].name</c>; <c>&lt;nil&gt;</c> where a real server does not say.</param>
/// <param name="Message">The cause's message: what is wrong, the value, and what would be right.</param>
internal sealed record FieldError(FieldErrorType Type, string Field, string Message)
{
    /// <summary>What a server prints for a field it has no path for.</summary>
    private const string NoField = "<nil>";

    /// <summary>The cause's reason, such as <c>FieldValueInvalid</c>.</summary>
    public string Reason => Type == FieldErrorType.Internal ? "InternalError" : "FieldValue" + Type;

    public static FieldError Required(FieldPath? field, string detail = "") => Plain(FieldErrorType.Required, "Required value", field, detail);

    public static FieldError Forbidden(FieldPath? field, string detail) => Plain(FieldErrorType.Forbidden, "Forbidden", field, detail);

    public static FieldError Internal(FieldPath? field, string detail) => Plain(FieldErrorType.Internal, "Internal error", field, detail);

    /// <param name="field">Where.</param>
    /// <param name="value">Text, a number, a boolean, JSON or a list of texts; null is shown as <c>null</c>.</param>
    /// <param name="detail">What would be right.</param>
    public static FieldError Invalid(FieldPath? field, object? value, string detail) =>
        Plain(FieldErrorType.Invalid, $"Invalid value: {GoText.Value(value)}", field, detail);

    public static FieldError TypeInvalid(FieldPath? field, object? value, string detail) =>
        Plain(FieldErrorType.TypeInvalid, $"Invalid value: {GoText.Value(value)}", field, detail);

    public static FieldError Duplicate(FieldPath? field, object? value) =>
        Plain(FieldErrorType.Duplicate, $"Duplicate value: {GoText.Value(value)}", field, "");

    public static FieldError NotFound(FieldPath? field, object? value) => Plain(FieldErrorType.NotFound, $"Not found: {GoText.Value(value)}", field, "");

    public static FieldError NotSupported(FieldPath? field, object? value, IEnumerable<string> supported)
    {
        var values = string.Join(", ", supported.Select(GoText.Quote));
        return Plain(FieldErrorType.NotSupported, $"Unsupported value: {GoText.Value(value)}", field, values.Length == 0 ? "" : $"supported values: {values}");
    }

    /// <param name="field">Where.</param>
    /// <param name="max">The greatest length; a server says bytes even where it counts characters.</param>
    public static FieldError TooLong(FieldPath? field, long max) =>
        Plain(FieldErrorType.TooLong, "Too long", field, Number($"may not be more than {max} {(max == 1 ? "byte" : "bytes")}"));

    public static FieldError TooMany(FieldPath? field, long actual, long max) =>
        Plain(FieldErrorType.TooMany, Number($"Too many: {actual}"), field, Number($"must have at most {max} {(max == 1 ? "item" : "items")}"));

    /// <summary>All of them as one message: each once, in brackets if they are several.</summary>
    public static string Summarize(IEnumerable<FieldError> errors)
    {
        var texts = errors.Select(error => error.ToString()).Distinct(StringComparer.Ordinal).ToArray();
        return texts.Length == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
    }

    /// <summary>The message of the Status: <c>Database.example.com "two" is invalid: …</c>.</summary>
    /// <param name="group">The API group; empty for the core group.</param>
    /// <param name="kind">The kind (or the resource, where a server names that).</param>
    /// <param name="name">The object's name; may be empty.</param>
    /// <param name="errors">At least one.</param>
    public static string StatusMessage(string group, string kind, string name, IReadOnlyCollection<FieldError> errors) =>
        $"{(group.Length == 0 ? kind : $"{kind}.{group}")} {GoText.Quote(name)} is invalid: {Summarize(errors)}";

    /// <summary>The <c>details.causes</c> of the Status; unlike the message they repeat what is reported twice.</summary>
    public static JsonArray Causes(IEnumerable<FieldError> errors) => new([.. errors.Select(error => (JsonNode?)new JsonObject
    {
        ["reason"] = error.Reason,
        ["message"] = error.Message,
        ["field"] = error.Field,
    })]);

    public override string ToString() => $"{Field}: {Message}";

    private static FieldError Plain(FieldErrorType type, string what, FieldPath? field, string detail) =>
        new(type, field?.ToString() ?? NoField, detail.Length == 0 ? what : $"{what}: {detail}");

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
