using System.IO.MemoryMappedFiles;

namespace Actors.Load.Records;

/// <summary>Reads what a process notes while it does, and when it is gone.</summary>
internal sealed class RecordReader : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private int _seen;

    public RecordReader(string path)
    {
        _file = RecordFile.Open(path, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <summary>Those that have begun since it was asked last.</summary>
    public IEnumerable<ReconcileRecord> ReadNew()
    {
        for (; TryRead(_seen, out var record); _seen++) yield return record;
    }

    /// <summary>All, with the ends that are known now.</summary>
    public IEnumerable<ReconcileRecord> ReadAll()
    {
        for (var place = 0; TryRead(place, out var record); place++) yield return record;
    }

    /// <summary>One, with its end if that is known now; false if it has not begun.</summary>
    public bool TryRead(int place, out ReconcileRecord record)
    {
        record = default;
        if (place >= RecordFile.Capacity) return false;
        _view.Read((long)place * RecordFile.Size, out record);
        return record.Begin != 0;
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
