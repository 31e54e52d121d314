using System.Buffers;

namespace Actors.Kubernetes;

/// <summary>Reads the lines of a watch from a shared buffer that holds one line or many, so that a line is neither copied nor searched twice.</summary>
internal sealed class LineReader : IDisposable
{
    private const int UsualSize = 64 << 10;
    private const int LargestAtRest = 1 << 20;

    private readonly Stream _stream;
    private readonly int _maxLine;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(UsualSize);
    private int _start;
    private int _end;
    private int _searched;

    /// <param name="stream">What to read; whoever made it disposes of it.</param>
    /// <param name="maxLine">The longest line that is taken, in bytes.</param>
    public LineReader(Stream stream, int maxLine) => (_stream, _maxLine) = (stream, maxLine);

    /// <summary>The line read last, without its end; good until the next is read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Reads the next line that is not empty. False at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The line is longer than allowed.</exception>
    /// <exception cref="EndOfStreamException">The stream ended within a line.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        while (!TryRead())
        {
            MakeRoom();
            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
            _end += read;
            if (read > 0) continue;
            if (_end == _start) return false;
            throw new EndOfStreamException($"The watch was cut off within a line, after {_end - _start} bytes of it");
        }

        return true;
    }

    /// <summary>As <see cref="ReadAsync"/>, if a whole line has come already.</summary>
    public bool TryRead()
    {
        while (TryTakeLine())
        {
            if (Line.Length > 0) return true;
        }

        return false;
    }

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool TryTakeLine()
    {
        var length = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        if (length < 0)
        {
            _searched = _end;
            return false;
        }

        var end = _searched + length;
        Line = _buffer.AsMemory(_start, end - _start);
        if (Line.Length > _maxLine) throw TooLong();
        _start = _searched = end + 1;
        return true;
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
        (_buffer, _start, _end, _searched) = (target, 0, pending, pending);
    }

    private void Rest()
    {
        (_start, _end, _searched) = (0, 0, 0);
        if (_buffer.Length <= LargestAtRest) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = ArrayPool<byte>.Shared.Rent(UsualSize);
    }

    private InvalidDataException TooLong() =>
        new($"A line of the watch is longer than the limit of {_maxLine} bytes ({nameof(KubernetesClientOptions.MaxWatchLine)})");
}
