using System.Globalization;
using System.Text;

namespace Actors.ApiServer.Patching;

/// <summary>Who writes, for the entries of <c>managedFields</c>.</summary>
internal static class FieldManagerName
{
    /// <summary>Who neither names himself nor has a user agent.</summary>
    public const string Unknown = "unknown";

    /// <summary>The longest name, in bytes.</summary>
    public const int MaxLength = 128;

    /// <summary>The name of a request: its field manager, or else what its user agent has before the first slash.</summary>
    public static string Of(string? fieldManager, string? userAgent)
    {
        if (!string.IsNullOrEmpty(fieldManager)) return fieldManager;
        var name = new StringBuilder();
        var length = 0;
        foreach (var rune in (userAgent ?? "").Split('/')[0].EnumerateRunes())
        {
            if (!IsPrintable(rune)) continue;
            length += rune.Utf8SequenceLength;
            if (length > MaxLength) break;
            name.Append(rune.ToString());
        }

        return name.Length == 0 ? Unknown : name.ToString();
    }

    /// <summary>What is wrong with the options of a patch that concern field managers, as causes of an invalid PatchOptions.</summary>
    /// <param name="fieldManager">The option <c>fieldManager</c>; null or empty if it is not given.</param>
    /// <param name="isForceGiven">Whether the option <c>force</c> is given, with whatever value.</param>
    /// <param name="isApply">Whether the patch is a server-side apply.</param>
    public static IEnumerable<PatchCause> Mistakes(string? fieldManager, bool isForceGiven, bool isApply)
    {
        const string Field = "fieldManager";
        var isMissing = isApply && string.IsNullOrEmpty(fieldManager);
        if (isMissing) yield return new PatchCause("FieldValueRequired", "Required value: is required for apply patch", Field);
        if (!isApply && isForceGiven) yield return new PatchCause("FieldValueForbidden", "Forbidden: may not be specified for non-apply patch", "force");
        if (fieldManager is null) yield break;
        if (Encoding.UTF8.GetByteCount(fieldManager) > MaxLength)
        {
            yield return new PatchCause("FieldValueTooLong", $"Too long: may not be more than {MaxLength} bytes", Field);
        }

        var position = 0;
        foreach (var rune in fieldManager.EnumerateRunes())
        {
            if (!IsPrintable(rune))
            {
                var character = string.Create(CultureInfo.InvariantCulture, $"invalid character U+{rune.Value:X4} (at position {position})");
                yield return new PatchCause("FieldValueInvalid", $"Invalid value: {JsonScalar.Of(fieldManager)}: {character}", Field);
            }

            position += rune.Utf8SequenceLength;
        }
    }

    /// <summary>Letters, marks, numbers, punctuation, symbols, and the ASCII space.</summary>
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
