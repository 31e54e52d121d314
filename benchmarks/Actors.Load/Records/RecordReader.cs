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
        for (; _seen < RecordFile.Capacity; _seen++)
        {
            _view.Read((long)_seen * RecordFile.Size, out ReconcileRecord record);
            if (record.Begin == 0) yield break;
            yield return record;
        }
    }

    /// <summary>All, with the ends that are known now.</summary>
    public IEnumerable<ReconcileRecord> ReadAll()
    {
        for (var place = 0; place < RecordFile.Capacity; place++)
        {
            _view.Read((long)place * RecordFile.Size, out ReconcileRecord record);
            if (record.Begin == 0) yield break;
            yield return record;
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
