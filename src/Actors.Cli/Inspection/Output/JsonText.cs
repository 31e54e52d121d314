using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using YamlDotNet.Serialization;

namespace Actors.Cli.Inspection.Output;

/// <summary>Answers as the management API has sent them, as JSON or YAML: what is new in them is printed, too.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly ISerializer Yaml = new SerializerBuilder().WithQuotingNecessaryStrings().Build();

    public static string Of(JsonElement json, OutputFormat format) =>
        format == OutputFormat.Yaml ? Yaml.Serialize(Plain(json)!).TrimEnd('\n') : JsonSerializer.Serialize(json, Indented);

    /// <summary>One of many: a line of JSON, or a document of YAML.</summary>
    public static string OfStream(JsonElement json, OutputFormat format) =>
        format == OutputFormat.Yaml ? $"---\n{Of(json, format)}" : JsonSerializer.Serialize(json, Line);

    private static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(static one => (object)one.Name, static one => Plain(one.Value)),
        JsonValueKind.Array => json.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : double.Parse(json.GetRawText(), CultureInfo.InvariantCulture),
        JsonValueKind.Null => null,
        _ => json.GetBoolean(),
    };
}
