using System.Globalization;

namespace Actors.Ingest;

/// <summary>Reads shard selectors as <see cref="ShardSelector.ToString"/> writes them: calls of <c>shardRange</c> joined by <c>||</c>.</summary>
internal static class ShardSelectorText
{
    private const string Expected = "shardRange(FIELD, 'START', 'END') is expected, joined by ||";

    private static readonly ShardField[] Fields = [ShardField.Uid, ShardField.ControllerUid, ShardField.Namespace];

    /// <exception cref="FormatException">It is none: says what is wrong.</exception>
    public static ShardSelector Parse(string text)
    {
        ShardField? field = null;
        var ranges = new List<HashRange>();
        foreach (var call in text.Split("||"))
        {
            var (found, range) = ParseCall(call.Trim());
            if (field is { } first && first != found) throw new FormatException($"all ranges must be of one field, not of {ShardSelector.NameOf(first)} and {ShardSelector.NameOf(found)}");
            field = found;
            ranges.Add(range);
        }

        return new ShardSelector(field!.Value, ranges);
    }

    private static (ShardField Field, HashRange Range) ParseCall(string call)
    {
        const string Function = "shardRange(";
        if (!call.StartsWith(Function, StringComparison.Ordinal) || call[^1] != ')') throw new FormatException($"{Expected}, not '{call}'");
        var arguments = call[Function.Length..^1].Split(',', StringSplitOptions.TrimEntries);
        if (arguments.Length != 3) throw new FormatException($"shardRange() has 3 arguments, not {arguments.Length}");
        var at = Array.FindIndex(Fields, field => ShardSelector.NameOf(field) == arguments[0]);
        if (at < 0) throw new FormatException($"'{arguments[0]}' is none of the fields {string.Join(", ", Fields.Select(ShardSelector.NameOf))}");
        var (start, end) = (Bound(arguments[1]), Bound(arguments[2]));
        if (start >= end) throw new FormatException($"the range from {arguments[1]} to {arguments[2]} is empty");
        return (Fields[at], new HashRange((ulong)start, (ulong)end));
    }

    /// <summary>16 digits, or 2^64, which as an end comes to 0.</summary>
    private static UInt128 Bound(string quoted)
    {
        var isQuoted = quoted.Length > 2 && quoted[0] is '\'' or '"' && quoted[^1] == quoted[0];
        var text = isQuoted ? quoted[1..^1] : "";
        if (text == ShardSelector.Top) return (UInt128)1 << 64;
        return text.Length == 18 && text.StartsWith("0x", StringComparison.Ordinal) && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bound)
            ? bound
            : throw new FormatException($"a bound is 0x and 16 hexadecimal digits, or {ShardSelector.Top}, in quotes, not {quoted}");
    }
}
