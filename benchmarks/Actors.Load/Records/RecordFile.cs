using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace Actors.Load.Records;

/// <summary>
/// Where a process notes its reconciles: a file in memory that its reader shares, so that nothing is lost when the process is killed, and noting one is a few writes to memory.
/// </summary>
internal sealed class RecordFile : IDisposable
{
    public const int Capacity = 8_000_000;

    public static readonly int Size = Unsafe.SizeOf<ReconcileRecord>();

    private const int EndAt = sizeof(long);
    private const int StampAt = 2 * sizeof(long);
    private const int NumberAt = 3 * sizeof(long);
    private const int FailedAt = NumberAt + sizeof(int);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private int _count;

    public RecordFile(string path)
    {
        _file = Open(path, MemoryMappedFileAccess.ReadWrite);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>Opens a file for whoever writes or reads it; whoever comes first makes it. It takes no more of the disk than is written.</summary>
    public static MemoryMappedFile Open(string path, MemoryMappedFileAccess access)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        stream.SetLength((long)Capacity * Size);
        return MemoryMappedFile.CreateFromFile(stream, null, 0, access, HandleInheritability.None, leaveOpen: false);
    }

    /// <summary>How many have begun.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A reconcile begins; what its end is to be noted by.</summary>
    /// <exception cref="InvalidOperationException">The file is full: the run was longer than it can be.</exception>
    public int Begin(int number, long stamp, long now)
    {
        var place = Interlocked.Increment(ref _count) - 1;
        if (place >= Capacity) throw new InvalidOperationException($"more than {Capacity:N0} reconciles cannot be noted");
        var at = (long)place * Size;
        _view.Write(at + StampAt, stamp);
        _view.Write(at + NumberAt, number);

        // Last, as it says to the reader that the rest is there.
        Interlocked.MemoryBarrier();
        _view.Write(at, now);
        return place;
    }

    public void End(int place, long now, bool isFailed)
    {
        var at = (long)place * Size;
        if (isFailed) _view.Write(at + FailedAt, 1);
        _view.Write(at + EndAt, now);
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
