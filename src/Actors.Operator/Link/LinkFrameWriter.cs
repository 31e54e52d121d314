using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Actors.Operators.Link;

/// <summary>Puts frames one after the other into a buffer, to be sent together.</summary>
internal sealed class LinkFrameWriter(int bytesMax) : IDisposable
{
    /// <summary>A buffer that had to grow beyond this is not kept.</summary>
    private const int KeptBytesMax = 256 * 1024;

    private ArrayBufferWriter<byte> _batch = new();
    private ArrayBufferWriter<byte> _frame = new();
    private Utf8JsonWriter? _json;

    /// <summary>How many frames there are.</summary>
    public int Count { get; private set; }

    /// <summary>The frames.</summary>
    public ReadOnlyMemory<byte> Written => _batch.WrittenMemory;

    public void Clear()
    {
        Count = 0;
        if (_batch.Capacity > KeptBytesMax) _batch = new ArrayBufferWriter<byte>();
        _batch.ResetWrittenCount();
    }

    /// <summary>Adds a message or an answer; false if it is too long for a frame.</summary>
    public bool TryAdd(LinkFrame head, LinkMessage definition, object message)
    {
        var json = Begin();
        if (head.To is { } to) json.WriteString("to", to);
        if (head.Ask is { } ask) json.WriteNumber("ask", ask);
        if (head.Answer is { } answer) json.WriteNumber("answer", answer);
        json.WriteString("type", definition.Name);
        json.WritePropertyName("body");
        definition.Write(json, message);
        return TryEnd(json);
    }

    /// <summary>Adds why the link is ended.</summary>
    public void AddRefusal(string problem)
    {
        var json = Begin();
        json.WriteString("refused", problem);
        TryEnd(json);
    }

    public void Dispose() => _json?.Dispose();

    private Utf8JsonWriter Begin()
    {
        if (_frame.Capacity > KeptBytesMax) _frame = new ArrayBufferWriter<byte>();
        _frame.ResetWrittenCount();
        _json ??= new Utf8JsonWriter(_frame);
        _json.Reset(_frame);
        _json.WriteStartObject();
        return _json;
    }

    private bool TryEnd(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        if (_frame.WrittenCount > bytesMax) return false;
        BinaryPrimitives.WriteInt32BigEndian(_batch.GetSpan(LinkFrame.PrefixBytes), _frame.WrittenCount);
        _batch.Advance(LinkFrame.PrefixBytes);
        _batch.Write(_frame.WrittenSpan);
        Count++;
        return true;
    }
}
