using System.Buffers;

namespace Actors.Kubernetes;

/// <summary>
/// Reads the lines of a watch into a shared buffer that holds one line or many. A line is not copied, and not searched for its end: only what comes is, from its own end, for the last line that is whole.
/// </summary>
internal sealed class LineReader : IDisposable
{
    private const int UsualSize = 64 << 10;
    private const int LargestAtRest = 1 << 20;

    private readonly Stream _stream;
    private readonly int _maxLine;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(UsualSize);
    private int _start;
    private int _end;
    private int _wholeEnd;

    /// <param name="stream">What to read; whoever made it disposes of it.</param>
    /// <param name="maxLine">The longest line that is taken, in bytes.</param>
    public LineReader(Stream stream, int maxLine) => (_stream, _maxLine) = (stream, maxLine);

    /// <summary>The lines that have come as a whole, each with its end, from the one on that was read; good until the next is read.</summary>
    public ReadOnlySpan<byte> Lines => _buffer.AsSpan(_start, _wholeEnd - _start);

    /// <summary>Reads on until a line has come that is not empty. False at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The line is longer than allowed.</exception>
    /// <exception cref="EndOfStreamException">The stream ended within a line.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        while (!TryRead())
        {
            MakeRoom();
            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
            Add(read);
            if (read > 0) continue;
            if (_end == _start) return false;
            throw new EndOfStreamException($"The watch was cut off within a line, after {_end - _start} bytes of it");
        }

        return true;
    }

    /// <summary>As <see cref="ReadAsync"/>, if a whole line has come already.</summary>
    public bool TryRead()
    {
        while (_start < _wholeEnd && _buffer[_start] == (byte)'\n') _start++;
        return _start < _wholeEnd;
    }

    /// <summary>Goes behind the first of <see cref="Lines"/>.</summary>
    /// <param name="length">How long it is with its end.</param>
    /// <exception cref="InvalidDataException">It is longer than allowed.</exception>
    public void Take(int length)
    {
        if (length - 1 > _maxLine) throw TooLong();
        _start += length;
    }

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Add(int read)
    {
        var last = _buffer.AsSpan(_end, read).LastIndexOf((byte)'\n');
        if (last >= 0) _wholeEnd = _end + last + 1;
        _end += read;
    }

    private void MakeRoom()
    {
        var pending = _end - _start;
        if (pending > _maxLine) throw TooLong();
        if (pending == 0) Rest();
        if (_end < _buffer.Length) return;

        // A line that fills more than half of the buffer needs a larger one; any other only has to go to its front.
        var target = pending > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        _buffer.AsSpan(_start, pending).CopyTo(target);
        if (target != _buffer) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end, _wholeEnd) = (target, 0, pending, 0);
    }

    private void Rest()
    {
        (_start, _end, _wholeEnd) = (0, 0, 0);
        if (_buffer.Length <= LargestAtRest) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = ArrayPool<byte>.Shared.Rent(UsualSize);
    }

    private InvalidDataException TooLong() =>
        new($"A line of the watch is longer than the limit of {_maxLine} bytes ({nameof(KubernetesClientOptions.MaxWatchLine)})");
}
