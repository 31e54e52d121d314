using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Actors.ApiServer.Tests;

/// <summary>YAML as the tree a request's body becomes: integers as Int64, other numbers as Double.</summary>
internal static class Yaml
{
    public static JsonObject Object(string yaml) => Objects(yaml).Single();

    public static IReadOnlyList<JsonObject> Objects(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. stream.Documents.Select(document => Read(document.RootNode)).OfType<JsonObject>()];
    }

    /// <summary>A file under Data.</summary>
    public static IReadOnlyList<JsonObject> File(params string[] path) => Objects(System.IO.File.ReadAllText(Path.Combine([AppContext.BaseDirectory, "Data", .. path])));

    private static JsonNode? Read(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(member => KeyValuePair.Create(((YamlScalarNode)member.Key).Value!, Read(member.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Read)]),
        _ => ReadScalar((YamlScalarNode)node),
    };

    private static JsonValue? ReadScalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(text);
        if (text is "" or "~" or "null") return null;
        if (text is "true" or "false") return JsonValue.Create(text == "true");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) return JsonValue.Create(integer);
        return char.IsAsciiDigit(text[^1]) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
