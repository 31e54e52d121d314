using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Actors.Objects;

/// <summary>A place in JSON that moves forward. Whoever reads decides what to look into; the rest is skipped unread.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json, int position = 0)
{
    private const int Window = 64;

    private readonly ReadOnlySpan<byte> _json = json;

    // The look that finds a member's name may see that a plain string is its value: from where, and the offset behind it, which is 0 if it saw none.
    private int _seenFrom;
    private int _seenEnd;

    public int Position { get; private set; } = position;

    /// <summary>Goes behind the next byte that is not white space, which must be <paramref name="wanted"/>.</summary>
    public void Expect(byte wanted, string what)
    {
        if (Peek() != wanted) throw Malformed(what);
        Position++;
    }

    /// <summary>Goes behind <paramref name="wanted"/> if it comes next.</summary>
    public bool TryTake(byte wanted)
    {
        if (Peek() != wanted) return false;
        Position++;
        return true;
    }

    /// <summary>What a slice of it says.</summary>
    public readonly ReadOnlySpan<byte> this[JsonSlice slice] => slice.Of(_json);

    /// <summary>The next byte that is not white space, which the cursor then stands at; 0 at the end.</summary>
    public byte Peek()
    {
        while (Position < _json.Length)
        {
            var next = _json[Position];
            if (next > (byte)' ') return next;
            if (next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) throw Malformed("JSON");
            Position++;
        }

        return 0;
    }

    /// <summary>The next member's name in the object the cursor is in, as it is written, with the cursor at its value; false at the object's end.</summary>
    /// <param name="isFirst">Whether no member was read before; false afterwards.</param>
    /// <param name="name">The name between its quotes.</param>
    public bool NextMember(ref bool isFirst, out JsonSlice name)
    {
        if (TakeCompactName(isFirst, out name))
        {
            isFirst = false;
            return true;
        }

        if (!Next(ref isFirst, (byte)'}')) return false;
        name = TakeString("a member's name");
        Expect((byte)':', "':'");
        Peek();
        return true;
    }

    /// <summary>Goes to the next element of the array the cursor is in; false at its end.</summary>
    public bool NextElement(ref bool isFirst) => Next(ref isFirst, (byte)']');

    /// <summary>Goes behind a string; what stands between its quotes.</summary>
    public JsonSlice TakeString(string what = "a string")
    {
        if (TryTakePlainString(out var plain)) return plain;
        Expect((byte)'"', what);
        var start = Position;
        while (true)
        {
            var found = IndexOfQuoteOrBackslash();
            if (found < 0)
            {
                Position = _json.Length;
                throw Malformed("the end of a string");
            }

            Position += found;
            if (_json[Position] == (byte)'"') return new JsonSlice(start, Position++ - start);
            Position = Math.Min(Position + 2, _json.Length);
        }
    }

    /// <summary>As <see cref="TakeString"/>; nothing for <c>null</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JsonSlice TakeStringOrNull(string what) => TryTakePlainString(out var plain) ? plain : TakeAnyStringOrNull(what);

    private JsonSlice TakeAnyStringOrNull(string what)
    {
        if (Peek() == (byte)'"') return TakeString(what);
        var value = TakeValue();
        if (!value.Of(_json).SequenceEqual("null"u8)) throw new MalformedObjectException(_json, value.Start, what);
        return default;
    }

    /// <summary>Goes behind a string in which nothing is escaped, if the look that found its member's name saw its end; otherwise false, though a string may follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTakePlainString(out JsonSlice text)
    {
        text = new JsonSlice(_seenFrom + 1, _seenEnd - _seenFrom - 2);
        if (_seenEnd == 0 || _seenFrom != Position) return false;
        Position = _seenEnd;
        return true;
    }

    /// <summary>Goes behind an object or array, if the cursor is at <paramref name="opening"/>.</summary>
    public bool TryTakeContainer(byte opening, out JsonSlice container)
    {
        var start = Position;
        container = default;
        if (start >= _json.Length || _json[start] != opening) return false;
        var end = JsonSkipper.EndOfContainer(_json, start);
        if (end < 0) throw Endless(start);
        container = new JsonSlice(start, end - start);
        Position = end;
        return true;
    }

    /// <summary>Goes behind any value; where it stands, with its quotes or brackets.</summary>
    public JsonSlice TakeValue()
    {
        var first = Peek();
        var start = Position;
        switch (first)
        {
            case (byte)'"':
                TakeString();
                break;
            case (byte)'{' or (byte)'[':
                TryTakeContainer(first, out _);
                break;
            default:
                while (Position < _json.Length && !EndsScalar(_json[Position])) Position++;
                if (Position == start) throw Malformed("a value");
                break;
        }

        return new JsonSlice(start, Position - start);
    }

    // Apart, as text put together makes the method it is in slower to enter.
    private readonly MalformedObjectException Endless(int start) => new(_json, _json.Length, $"the end of what begins at byte {start}");

    public readonly MalformedObjectException Malformed(string expected) => new(_json, Position, expected);

    /// <summary>
    /// Takes <c>,"name":</c> and looks at the value, too, by one look at 64 bytes, if they are written as servers do: no white space, nothing escaped. An event
    /// takes 70 ns less so than with one look for the name and one for the value.
    /// </summary>
    private bool TakeCompactName(bool isFirst, out JsonSlice name)
    {
        name = default;
        var start = Position + (isFirst ? 0 : 1);
        if (_json.Length < Window || start >= _json.Length) return false;
        ref var first = ref MemoryMarshal.GetReference(_json);
        if (!isFirst && Unsafe.Add(ref first, start - 1) != (byte)',') return false;

        // Near the end the window begins before the name, and what was before is shifted out of it.
        var window = Math.Min(start, _json.Length - Window);
        var quotes = Mask(ref Unsafe.Add(ref first, window), (byte)'"') >> (start - window);
        var backslashes = Mask(ref Unsafe.Add(ref first, window), (byte)'\\') >> (start - window);
        var endOfName = quotes & (quotes - 1);
        var length = BitOperations.TrailingZeroCount(endOfName) - 1;
        var value = start + length + 3;
        if ((quotes & 1) == 0 || endOfName == 0 || (backslashes & (endOfName ^ (endOfName - 1))) != 0 || (uint)value >= (uint)_json.Length) return false;
        if (Unsafe.Add(ref first, value - 1) != (byte)':' || Unsafe.Add(ref first, value) <= (byte)' ') return false;
        name = new JsonSlice(start + 1, length);
        Position = value;

        // Without waiting for the name's length: if a quote begins the value, that is the third one and the value's end the fourth.
        var beginning = endOfName & (endOfName - 1);
        var end = beginning & (beginning - 1);
        var isPlain = Unsafe.Add(ref first, value) == (byte)'"' && end != 0 && (backslashes & (end ^ (end - 1))) == 0;
        (_seenFrom, _seenEnd) = (value, isPlain ? start + BitOperations.TrailingZeroCount(end) + 1 : 0);
        return true;
    }

    /// <summary>Strings in metadata are short: a window at a time is looked at without a call, and only the end of the text by one.</summary>
    private readonly int IndexOfQuoteOrBackslash()
    {
        var rest = _json[Position..];
        var offset = 0;
        for (; rest.Length - offset >= Window; offset += Window)
        {
            ref var window = ref Unsafe.Add(ref MemoryMarshal.GetReference(rest), offset);
            var hits = Mask(ref window, (byte)'"') | Mask(ref window, (byte)'\\');
            if (hits != 0) return offset + BitOperations.TrailingZeroCount(hits);
        }

        var found = rest[offset..].IndexOfAny((byte)'"', (byte)'\\');
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

    /// <summary>Also what cannot come behind a number or word: left to whoever reads on, who refuses it.</summary>
    private static bool EndsScalar(byte next) =>
        next is (byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or (byte)'{' or (byte)'[' or (byte)'"' or (byte)':';

    private bool Next(ref bool isFirst, byte end)
    {
        if (TryTake(end)) return false;
        if (!isFirst) Expect((byte)',', "',' or the end");
        isFirst = false;
        return true;
    }
}
