using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
        ref var first = ref MemoryMarshal.GetReference(json);
        var position = start;
        for (; position <= json.Length - BlockSize; position += BlockSize)
        {
            var end = state.Take(Masks.Of(ref first, position));
            if (end > 0) return position + end;
        }

        return position < json.Length && state.Take(OfTail(json, position)) is > 0 and var last ? position + last : -1;
    }

    /// <summary>What is left, as if blanks followed.</summary>
    private static Masks OfTail(ReadOnlySpan<byte> json, int position)
    {
        // The last whole block, and out of it what was looked at already: cheaper than a copy.
        if (json.Length >= BlockSize) return Masks.Of(ref MemoryMarshal.GetReference(json), json.Length - BlockSize).Behind(BlockSize - (json.Length - position));
        Span<byte> block = stackalloc byte[BlockSize];
        block.Clear();
        json[position..].CopyTo(block);
        return Masks.Of(ref MemoryMarshal.GetReference(block), 0);
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
        public int Take(Masks block)
        {
            var quotes = block.Quotes;
            if ((block.Backslashes | _escapeCarry) != 0) quotes &= ~Escaped(block.Backslashes, ref _escapeCarry);
            var strings = PrefixXor(quotes) ^ _inString;
            _inString = (ulong)((long)strings >> 63);
            var opens = block.Opens & ~strings;
            var closes = block.Closes & ~strings;
            var closing = BitOperations.PopCount(closes);
            if (_depth <= closing) return EndAmong(opens, closes);
            _depth += BitOperations.PopCount(opens) - closing;
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

    /// <summary>Which of 64 bytes are quotes, backslashes and brackets.</summary>
    private readonly record struct Masks(ulong Quotes, ulong Backslashes, ulong Opens, ulong Closes)
    {
        // '{' and '[' differ in one bit, as do '}' and ']'.
        private const byte Fold = 0x20;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Masks Of(ref byte start, int position)
        {
            if (Avx512BW.IsSupported)
            {
                var block = Vector512.LoadUnsafe(ref start, (nuint)position);
                var folded = block | Vector512.Create(Fold);
                return new Masks(Mask(block, (byte)'"'), Mask(block, (byte)'\\'), Mask(folded, (byte)'{'), Mask(folded, (byte)'}'));
            }

            var low = Vector256.LoadUnsafe(ref start, (nuint)position);
            var high = Vector256.LoadUnsafe(ref start, (nuint)(position + HalfBlock));
            var (foldedLow, foldedHigh) = (low | Vector256.Create(Fold), high | Vector256.Create(Fold));
            return new Masks(Mask(low, high, (byte)'"'), Mask(low, high, (byte)'\\'), Mask(foldedLow, foldedHigh, (byte)'{'), Mask(foldedLow, foldedHigh, (byte)'}'));
        }

        /// <summary>Without the first so many bytes.</summary>
        public Masks Behind(int count) => new(Quotes >> count, Backslashes >> count, Opens >> count, Closes >> count);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Mask(Vector512<byte> block, byte wanted) => Vector512.Equals(block, Vector512.Create(wanted)).ExtractMostSignificantBits();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Mask(Vector256<byte> low, Vector256<byte> high, byte wanted)
        {
            var pattern = Vector256.Create(wanted);
            return Vector256.Equals(low, pattern).ExtractMostSignificantBits() | ((ulong)Vector256.Equals(high, pattern).ExtractMostSignificantBits() << HalfBlock);
        }
    }
}
