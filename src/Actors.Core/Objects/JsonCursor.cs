using System.Runtime.CompilerServices;

namespace Actors.Objects;

/// <summary>A place in JSON that moves forward. Whoever reads decides what to look into; the rest is skipped unread.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json, int position = 0)
{
    private readonly ReadOnlySpan<byte> _json = json;

    // The look that finds a member's name may see that a plain string is its value: from where, and the offset behind it, which is 0 if it saw none.
    private int _seenFrom;
    private int _seenEnd;

    /// <summary>The offset of the next byte. Who reads on without the cursor sets it when done.</summary>
    public int Position { get; set; } = position;

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

    /// <summary>Goes behind the end of an object if it comes next without white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEndObject()
    {
        if ((uint)Position >= (uint)_json.Length || _json[Position] != (byte)'}') return false;
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
        if (JsonMember.TryFind(_json, Position, isFirst, out name, out var value, out var textEnd))
        {
            isFirst = false;
            GoTo(value, textEnd);
            return true;
        }

        var isThere = NextOddMember(isFirst, out name);
        isFirst = false;
        return isThere;
    }

    /// <summary>As <see cref="NextMember"/>, for members that <see cref="JsonMember"/> does not find.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool NextOddMember(bool isFirst, out JsonSlice name)
    {
        name = default;
        if (!Next(ref isFirst, (byte)'}')) return false;
        name = TakeString("a member's name");
        Expect((byte)':', "':'");
        Peek();
        return true;
    }

    /// <summary>Goes to a value, the text of which ends before <paramref name="textEnd"/>, if that is not 0: as <see cref="JsonMember"/> has found it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void GoTo(int value, int textEnd) => (Position, _seenFrom, _seenEnd) = (value, value, textEnd);

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
            var found = JsonMember.IndexOfQuoteOrBackslash(_json[Position..]);
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
