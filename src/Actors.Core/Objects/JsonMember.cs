using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Actors.Objects;

/// <summary>Finds members of JSON objects that are written as servers do: no white space, and nothing escaped in their names.</summary>
internal static class JsonMember
{
    private const int Window = 64;

    /// <summary>
    /// Finds <c>,"name":</c> and looks at the value, too, by one look at 64 bytes. An event takes 70 ns less so than with one look for the name and one for the value.
    /// </summary>
    /// <param name="json">What to look at.</param>
    /// <param name="position">Behind the opening bracket or the value of the member before.</param>
    /// <param name="isFirst">Whether no member comes before.</param>
    /// <param name="name">Its name as it is written, between its quotes.</param>
    /// <param name="value">Where its value begins.</param>
    /// <param name="textEnd">The offset behind its value, if that was seen to be a string in which nothing is escaped; otherwise 0, though it may be one.</param>
    /// <returns>False if there is no member, or it is written in some other way.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFind(ReadOnlySpan<byte> json, int position, bool isFirst, out JsonSlice name, out int value, out int textEnd)
    {
        // Numbers apart and not a struct of them, which would go through memory.
        (name, value, textEnd) = (default, 0, 0);
        var start = position + (isFirst ? 0 : 1);
        if (json.Length < Window || start >= json.Length) return false;
        ref var first = ref MemoryMarshal.GetReference(json);
        if (!isFirst && Unsafe.Add(ref first, start - 1) != (byte)',') return false;

        // Near the end the window begins before the name, and what was before is shifted out of it.
        var window = Math.Min(start, json.Length - Window);
        var quotes = Mask(ref Unsafe.Add(ref first, window), (byte)'"') >> (start - window);
        var backslashes = Mask(ref Unsafe.Add(ref first, window), (byte)'\\') >> (start - window);
        var endOfName = quotes & (quotes - 1);
        var length = BitOperations.TrailingZeroCount(endOfName) - 1;
        value = start + length + 3;
        if ((quotes & 1) == 0 || endOfName == 0 || (backslashes & (endOfName ^ (endOfName - 1))) != 0 || (uint)value >= (uint)json.Length) return false;
        if (Unsafe.Add(ref first, value - 1) != (byte)':' || Unsafe.Add(ref first, value) <= (byte)' ') return false;

        // Without waiting for the name's length: if a quote begins the value, that is the third one and the value's end the fourth.
        var beginning = endOfName & (endOfName - 1);
        var end = beginning & (beginning - 1);
        var isPlain = Unsafe.Add(ref first, value) == (byte)'"' && end != 0 && (backslashes & (end ^ (end - 1))) == 0;
        name = new JsonSlice(start + 1, length);
        textEnd = isPlain ? start + BitOperations.TrailingZeroCount(end) + 1 : 0;
        return true;
    }

    /// <summary>The offset of the next quote or backslash; -1 if there is none. Short texts are the rule: a window at a time is looked at without a call, and only the rest by one.</summary>
    public static int IndexOfQuoteOrBackslash(ReadOnlySpan<byte> json)
    {
        var offset = 0;
        for (; json.Length - offset >= Window; offset += Window)
        {
            ref var window = ref Unsafe.Add(ref MemoryMarshal.GetReference(json), offset);
            var hits = Mask(ref window, (byte)'"') | Mask(ref window, (byte)'\\');
            if (hits != 0) return offset + BitOperations.TrailingZeroCount(hits);
        }

        var found = json[offset..].IndexOfAny((byte)'"', (byte)'\\');
        return found < 0 ? found : offset + found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(ref byte first, byte wanted)
    {
        if (Avx512BW.IsSupported) return Vector512.Equals(Vector512.LoadUnsafe(ref first), Vector512.Create(wanted)).ExtractMostSignificantBits();
        var pattern = Vector256.Create(wanted);
        var low = Vector256.Equals(Vector256.LoadUnsafe(ref first), pattern).ExtractMostSignificantBits();
        var high = Vector256.Equals(Vector256.LoadUnsafe(ref first, Window / 2), pattern).ExtractMostSignificantBits();
        return low | ((ulong)high << (Window / 2));
    }
}
