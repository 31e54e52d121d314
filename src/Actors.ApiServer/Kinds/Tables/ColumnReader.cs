using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Kinds;

/// <summary>Reads the <c>column</c> lines of kinds.</summary>
/// <remarks>
/// <c>column "Last Schedule" string wide age .status.lastScheduleTime or &lt;none&gt;</c>: name, type, <c>name</c> for the column that holds the object's name,
/// <c>wide</c> for wide output only, and where the value comes from: a path, <c>age</c> and the path of a time, or <c>@name</c>, <c>@name(a,b)</c> for a
/// function of <see cref="TableCells"/>. After <c>or</c> stands what is shown of an object that has no such value.
/// </remarks>
internal static class ColumnReader
{
    private static readonly string[] Types = ["string", "integer", "boolean", "number", "date"];

    /// <summary>The one column, behind the name, of kinds that have none of their own.</summary>
    public static TableColumn CreatedAt { get; } = new("Created At", "date", ".metadata.creationTimestamp")
    {
        Description = ObjectMetaText.CreationTimestamp,
        Cell = static (value, _) => value.At("metadata", "creationTimestamp")?.DeepClone(),
    };

    /// <exception cref="KindTableException">The line is not right.</exception>
    public static TableColumn Read(TableLine line)
    {
        var type = line.Word(2, "its type");
        if (!Types.Contains(type)) throw line.Error($"{type} is no type of a column: {string.Join(", ", Types)}");
        var at = 3;
        var isName = Skip(line, ref at, "name");
        var isWide = Skip(line, ref at, "wide");
        var isAge = Skip(line, ref at, "age");
        var source = line.Word(at, "where its value comes from");
        var otherwise = Otherwise(line, at + 1, type);
        return new TableColumn(line.Words[1], type, source.StartsWith('.') ? source : "")
        {
            Format = isName ? "name" : "",
            Priority = isWide ? 1 : 0,
            Cell = Cell(line, source, isAge, otherwise),
        };
    }

    private static TableCell Cell(TableLine line, string source, bool isAge, JsonNode? otherwise)
    {
        if (source.StartsWith('@')) return Function(line, source[1..]);
        if (!source.StartsWith('.')) throw line.Error($"{source} is neither a path nor a function");
        if (isAge) return (value, now) => value.AtPath(source) is { } time ? TableCells.Age(time, now) : otherwise?.DeepClone() ?? "<unknown>";
        return (value, _) => Value(value.AtPath(source)) ?? otherwise?.DeepClone();
    }

    private static JsonNode? Value(JsonNode? node) => node is null || node.Text() is { Length: 0 } && node.GetValueKind() == JsonValueKind.String
        ? null
        : node.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array ? node.ToJsonString() : node.DeepClone();

    private static TableCell Function(TableLine line, string call)
    {
        var open = call.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? call : call[..open];
        string[] arguments = open < 0 ? [] : call[(open + 1)..].TrimEnd(')').Split(',');
        return TableCells.Find(name, arguments) ?? throw line.Error($"there is no function {name} for a column");
    }

    private static JsonNode? Otherwise(TableLine line, int at, string type)
    {
        if (at >= line.Words.Count) return type == "string" ? "" : null;
        if (line.Words[at] != "or") throw line.Error($"{line.Words[at]}: only or may follow");
        var text = line.Word(at + 1, "what is shown otherwise");
        if (type == "integer" && long.TryParse(text, CultureInfo.InvariantCulture, out var number)) return number;
        return type == "boolean" ? text == "true" : text;
    }

    private static bool Skip(TableLine line, ref int at, string word)
    {
        if (at >= line.Words.Count || line.Words[at] != word) return false;
        at++;
        return true;
    }
}
