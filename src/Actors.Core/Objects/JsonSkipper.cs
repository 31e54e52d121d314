using System.Numerics;
using System.Runtime.CompilerServices;
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
    private const int HalfBlock = BlockSize / 2;
    private const ulong EvenBits = 0x5555555555555555;

    /// <summary>The offset behind the container that begins at <paramref name="start"/>, or -1 if it does not end.</summary>
    public static int EndOfContainer(ReadOnlySpan<byte> json, int start)
    {
        var state = default(State);
        var position = start;
        for (; position <= json.Length - BlockSize; position += BlockSize)
        {
            var end = state.Take(json.Slice(position, BlockSize));
            if (end > 0) return position + end;
        }

        return EndInTail(json[position..], ref state) is > 0 and var last ? position + last : -1;
    }

    private static int EndInTail(ReadOnlySpan<byte> rest, ref State state)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        block.Fill((byte)' ');
        rest.CopyTo(block);
        return state.Take(block);
    }

    // Two halves and not one vector of 512 bits: the runtime does not use those on processors that slow down for them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(Vector256<byte> low, Vector256<byte> high, byte wanted)
    {
        var pattern = Vector256.Create(wanted);
        return Vector256.Equals(low, pattern).ExtractMostSignificantBits() | ((ulong)Vector256.Equals(high, pattern).ExtractMostSignificantBits() << HalfBlock);
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

    /// <summary>What has to be known of the blocks before.</summary>
    private struct State
    {
        private int _depth;
        private ulong _inString;
        private ulong _escapeCarry;

        /// <summary>The offset behind the container's end in the block; 0 if it does not end there.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Take(ReadOnlySpan<byte> block)
        {
            var low = Vector256.Create(block);
            var high = Vector256.Create(block[HalfBlock..]);
            var quotes = Mask(low, high, (byte)'"');
            var backslashes = Mask(low, high, (byte)'\\');
            if ((backslashes | _escapeCarry) != 0) quotes &= ~Escaped(backslashes, ref _escapeCarry);
            var strings = PrefixXor(quotes) ^ _inString;
            _inString = (ulong)((long)strings >> 63);

            // '{' and '[' differ in one bit, as do '}' and ']'.
            var fold = Vector256.Create((byte)0x20);
            var opens = Mask(low | fold, high | fold, (byte)'{') & ~strings;
            var closes = Mask(low | fold, high | fold, (byte)'}') & ~strings;
            if (_depth <= BitOperations.PopCount(closes)) return EndAmong(opens, closes);
            _depth += BitOperations.PopCount(opens) - BitOperations.PopCount(closes);
            return 0;
        }

        private int EndAmong(ulong opens, ulong closes)
        {
            for (var brackets = opens | closes; brackets != 0; brackets &= brackets - 1)
            {
                var lowest = brackets & (0 - brackets);
                if ((opens & lowest) != 0) _depth++;
                else if (--_depth == 0) return BitOperations.TrailingZeroCount(lowest) + 1;
            }

            return 0;
        }
    }
}
