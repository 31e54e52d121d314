using System.Text;

namespace Actors.ApiServer.Schemas;

/// <summary>
/// The names of members that were read lately. Objects of a kind have the same few names, and making a string of each anew is a tenth of reading them. Any
/// thread may replace any entry: a lost one is made again.
/// </summary>
internal static class NameCache
{
    private const int Size = 2048;

    private const int LengthMax = 40;

    private static readonly string?[] Names = new string?[Size];

    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LengthMax) return Encoding.UTF8.GetString(utf8);
        var hash = 2166136261u;
        foreach (var unit in utf8) hash = (hash ^ unit) * 16777619u;
        ref var entry = ref Names[(hash ^ (hash >> 15)) % Size];
        var known = entry;
        if (known is not null && known.Length == utf8.Length && Ascii.Equals(utf8, known)) return known;
        return entry = Encoding.UTF8.GetString(utf8);
    }
}
