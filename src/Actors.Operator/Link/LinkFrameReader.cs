using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Actors.Operators.Link;

/// <summary>Reads frames one after the other.</summary>
internal sealed class LinkFrameReader(Stream stream, int bytesMax)
{
    private readonly byte[] _prefix = new byte[LinkFrame.PrefixBytes];

    /// <summary>The next frame; null at the end.</summary>
    /// <exception cref="LinkFrameException">It is none.</exception>
    /// <exception cref="IOException">The link broke.</exception>
    public async Task<LinkFrame?> ReadAsync(CancellationToken cancellation)
    {
        var got = await stream.ReadAtLeastAsync(_prefix, _prefix.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (got == 0) return null;
        if (got < _prefix.Length) throw new LinkFrameException("the end came within the length of a frame");
        var length = BinaryPrimitives.ReadUInt32BigEndian(_prefix);
        if (length > bytesMax) throw new LinkFrameException($"a frame of {length} bytes is longer than {bytesMax}");
        var buffer = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            var body = buffer.AsMemory(0, (int)length);
            if (await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false) < body.Length)
                throw new LinkFrameException($"the end came within a frame of {length} bytes");
            return Parse(body.Span);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static LinkFrame Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, LinkFrameJson.Default.LinkFrame) ?? throw new LinkFrameException("null is no frame");
        }
        catch (JsonException failure)
        {
            throw new LinkFrameException($"a frame is not as it should be: {failure.Message}", failure);
        }
    }
}
