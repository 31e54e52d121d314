using System.Globalization;
using Actors.ApiServer.Http;
using Actors.ApiServer.Schemas;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.ApiServer.Verbs;

/// <summary>
/// The parameter <c>shardSelector</c> (KEP-5866): <c>shardRange(object.metadata.uid, '0x…', '0x…')</c>, or several joined by <c>||</c>. It selects the objects
/// the FNV-1a hash of whose uid or namespace lies in one of the ranges, the end not included.
/// </summary>
internal sealed class ShardSelector
{
    private const int Digits = 16;
    private const string Top = "0x10000000000000000";

    private readonly bool _isByNamespace;
    private readonly IReadOnlyList<(ulong Start, ulong? End)> _ranges;

    private ShardSelector(bool isByNamespace, IReadOnlyList<(ulong, ulong?)> ranges, string text)
    {
        _isByNamespace = isByNamespace;
        _ranges = ranges;
        Text = text;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <exception cref="StatusException">It is none: a plain error, as a real server answers it.</exception>
    public static ShardSelector Parse(string text)
    {
        try
        {
            var calls = new ShardSelectorParser(text.Trim()).Parse();
            if (calls.Find(call => call.Field != calls[0].Field) is { Field: { } other })
                throw new FormatException($"all shard ranges must use the same field, got {GoText.Quote(calls[0].Field)} and {GoText.Quote(other)}");
            return new ShardSelector(calls[0].Field == "object.metadata.namespace", [.. calls.Select(static call => (Number(call.Start), End(call.End)))], text);
        }
        catch (FormatException exception)
        {
            throw Errors.Plain($"invalid shard selector: {exception.Message}");
        }
    }

    public bool Matches(KubernetesObject value)
    {
        var hash = Fnv1a.Hash(_isByNamespace ? value.NamespaceUtf8 : value.UidUtf8);
        foreach (var (start, end) in _ranges)
            if (hash >= start && (end is null || hash < end)) return true;
        return false;
    }

    /// <summary>Checks a bound of a range.</summary>
    /// <exception cref="FormatException">It is not 16 hexadecimal digits behind 0x.</exception>
    internal static void CheckBound(string bound, string name)
    {
        if (!bound.StartsWith("0x", StringComparison.Ordinal)) throw new FormatException($"{name} must have '0x' prefix, got {GoText.Quote(bound)}");
        var hex = bound[2..];
        if (hex.Length == 0) throw new FormatException($"{name}: hex value is required after '0x'");
        if (hex.Length > Digits + 1)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{name}: hex value too long ({hex.Length} chars, max 17): {GoText.Quote(hex)}"));
        foreach (var digit in hex)
            if (!char.IsAsciiHexDigitLower(digit)) throw new FormatException($"{name}: invalid hex character {GoText.Quote(digit.ToString())} in {GoText.Quote(bound)}");
        if (hex.Length > Digits && bound != Top) throw new FormatException($"{name}: 17-digit hex value must be '{Top}' (2^64), got {GoText.Quote(bound)}");
        if (hex.Length < Digits)
        {
            var padded = $"0x{hex.PadLeft(Digits, '0')}";
            throw new FormatException($"{name} must be a 0x-prefixed 16-digit hex value, got {GoText.Quote(bound)} (did you mean {GoText.Quote(padded)}?)");
        }
    }

    /// <summary>Whether one bound is below another; both have been checked.</summary>
    internal static bool IsBelow(string start, string end) =>
        start.Length == end.Length ? string.CompareOrdinal(start, end) < 0 : start.Length < end.Length;

    private static ulong Number(string bound) => ulong.Parse(bound.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static ulong? End(string bound) => bound == Top ? null : Number(bound);
}
