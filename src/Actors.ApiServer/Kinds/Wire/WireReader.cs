using System.Buffers.Binary;

namespace Actors.ApiServer.Kinds;

/// <summary>Reads Protobuf's wire format.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private const int LongestVarint = 10;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly bool IsAtEnd => _position == _bytes.Length;

    /// <summary>The number of the next field and how it is written.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public (int Number, WireType Type) Tag()
    {
        var tag = Varint();
        var (number, type) = ((int)(tag >> 3), (WireType)(tag & 7));
        return number > 0 && type is WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32 ? (number, type) : throw Broken();
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var index = 0; index < LongestVarint && _position < _bytes.Length; index++)
        {
            var next = _bytes[_position++];
            value |= (ulong)(next & 0x7f) << (7 * index);
            if (next < 0x80) return value;
        }

        throw Broken();
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        return length <= (ulong)(_bytes.Length - _position) ? Take((int)length) : throw Broken();
    }

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public void Skip(WireType type)
    {
        switch (type)
        {
            case WireType.Varint: Varint(); break;
            case WireType.Bytes: Bytes(); break;
            default: Take(type == WireType.Fixed64 ? sizeof(ulong) : sizeof(uint)); break;
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _bytes.Length - _position) throw Broken();
        var taken = _bytes.Slice(_position, length);
        _position += length;
        return taken;
    }

    private readonly FormatException Broken() => new($"proto: broken at byte {_position}");
}

/// <summary>How a field is written.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
