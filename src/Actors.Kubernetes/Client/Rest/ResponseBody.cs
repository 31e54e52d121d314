using System.Buffers;

namespace Actors.Kubernetes;

/// <summary>A body of an answer in a shared buffer, which grows as it comes: a list of many megabytes costs no array of its own.</summary>
internal sealed class ResponseBody : IDisposable
{
    private const int FirstSize = 16 << 10;

    private byte[] _buffer;
    private int _length;

    private ResponseBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    public static async Task<ResponseBody> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        var body = new ResponseBody((int)Math.Clamp(content.Headers.ContentLength + 1 ?? FirstSize, FirstSize, 64 << 20));
        try
        {
            await body.FillAsync(await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length) = ([], 0);
    }

    private async Task FillAsync(Stream stream, CancellationToken cancellation)
    {
        while (true)
        {
            if (_length == _buffer.Length) Grow();
            var read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellation).ConfigureAwait(false);
            if (read == 0) return;
            _length += read;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
