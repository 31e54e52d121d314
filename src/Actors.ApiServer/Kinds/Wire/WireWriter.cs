using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Actors.ApiServer.Kinds;

/// <summary>Writes Protobuf's wire format.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Text(int number, string text) => Bytes(number, Encoding.UTF8.GetBytes(text));

    /// <summary>A field that is text, bytes or another message.</summary>
    public void Bytes(int number, ReadOnlySpan<byte> bytes)
    {
        Tag(number, WireType.Bytes);
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
    }

    public void Number(int number, long value)
    {
        Tag(number, WireType.Varint);
        Varint((ulong)value);
    }

    public void Double(int number, double value)
    {
        Tag(number, WireType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value);
        _bytes.Advance(sizeof(double));
    }

    private void Tag(int number, WireType type) => Varint(((ulong)number << 3) | (ulong)type);

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
