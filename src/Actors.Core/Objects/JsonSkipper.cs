using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Actors.Objects;

/// <summary>
/// Finds the end of a JSON object or array without looking at what is in it: 64 bytes at a time, as masks of quotes and brackets, after Langdale and Lemire,
/// "Parsing Gigabytes of JSON per Second" (2019). What is skipped is checked for balance of quotes and brackets only.
/// </summary>
internal static class JsonSkipper
{
    private const int BlockSize = 64;
    private const ulong EvenBits = 0x5555555555555555;

    /// <summary>The offset behind the container that begins at <paramref name="start"/>, or -1 if it does not end.</summary>
    public static int EndOfContainer(ReadOnlySpan<byte> json, int start)
    {
        var depth = 0;
        var inString = 0UL;
        var escapeCarry = 0UL;
        Span<byte> tail = stackalloc byte[BlockSize];
        for (var position = start; position < json.Length; position += BlockSize)
        {
            scoped var block = json[position..];
            if (block.Length < BlockSize)
            {
                tail.Fill((byte)' ');
                block.CopyTo(tail);
                block = tail;
            }

            var bytes = Vector512.Create(block[..BlockSize]);
            var quotes = Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits();
            var backslashes = Vector512.Equals(bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits();
            if ((backslashes | escapeCarry) != 0) quotes &= ~Escaped(backslashes, ref escapeCarry);
            var strings = PrefixXor(quotes) ^ inString;
            inString = (ulong)((long)strings >> 63);

            // '{' and '[' differ in one bit, as do '}' and ']'.
            var folded = bytes | Vector512.Create((byte)0x20);
            var opens = Vector512.Equals(folded, Vector512.Create((byte)'{')).ExtractMostSignificantBits() & ~strings;
            var closes = Vector512.Equals(folded, Vector512.Create((byte)'}')).ExtractMostSignificantBits() & ~strings;
            if (depth <= BitOperations.PopCount(closes))
            {
                var end = EndInBlock(opens, closes, ref depth);
                if (end > 0) return position + end;
            }
            else
            {
                depth += BitOperations.PopCount(opens) - BitOperations.PopCount(closes);
            }
        }

        return -1;
    }

    private static int EndInBlock(ulong opens, ulong closes, ref int depth)
    {
        for (var brackets = opens | closes; brackets != 0; brackets &= brackets - 1)
        {
            var lowest = brackets & (0 - brackets);
            if ((opens & lowest) != 0) depth++;
            else if (--depth == 0) return BitOperations.TrailingZeroCount(lowest) + 1;
        }

        return 0;
    }

    /// <summary>The bytes behind an odd number of backslashes. Runs of backslashes are told apart by where they begin, by an addition that carries along the run.</summary>
    private static ulong Escaped(ulong backslashes, ref ulong carry)
    {
        backslashes &= ~carry;
        var followsEscape = (backslashes << 1) | carry;
        var oddStarts = backslashes & ~EvenBits & ~followsEscape;
        var sequences = unchecked(oddStarts + backslashes);
        carry = sequences < oddStarts ? 1UL : 0;
        return (EvenBits ^ (sequences << 1)) & followsEscape;
    }

    /// <summary>Each bit the exclusive or of all bits up to it: one between an opening quote and its end.</summary>
    private static ulong PrefixXor(ulong bits)
    {
        if (Pclmulqdq.IsSupported)
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0).ToScalar();
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }
}
