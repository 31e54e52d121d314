namespace Actors.Kernel;

/// <summary>
/// FNV-1a, 64 bits, over UTF-8: the hash Kubernetes uses for <c>shardRange()</c> (KEP-5866), the same in every process and version.
/// </summary>
public static class Fnv1a
{
    private const ulong OffsetBasis = 0xcbf29ce484222325;
    private const ulong Prime = 0x100000001b3;

    /// <summary>The hash of <paramref name="text"/>; of the empty text <c>cbf29ce484222325</c>.</summary>
    public static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = OffsetBasis;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] >= 0x80) return HashRunes(text[at..], hash);
            hash = (hash ^ text[at]) * Prime;
        }

        return hash;
    }

    private static ulong HashRunes(ReadOnlySpan<char> text, ulong hash)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var one in utf8[..rune.EncodeToUtf8(utf8)]) hash = (hash ^ one) * Prime;
        }

        return hash;
    }

    /// <summary>The hash of bytes as they are.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = OffsetBasis;
        foreach (var one in bytes) hash = (hash ^ one) * Prime;
        return hash;
    }
}
