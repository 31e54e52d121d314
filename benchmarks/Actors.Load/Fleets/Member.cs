using Actors.Load.Processes;
using Actors.Load.Records;

namespace Actors.Load.Fleets;

/// <summary>A process that is measured: one life of a replica.</summary>
internal sealed class Member(string name, LoadProcess process, RecordReader records) : IAsyncDisposable
{
    public string Name => name;

    public LoadProcess Process => process;

    public RecordReader Records => records;

    /// <summary>How many reconciles it has begun so far, as far as the records were followed.</summary>
    public int Begun { get; set; }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        records.Dispose();
    }
}
