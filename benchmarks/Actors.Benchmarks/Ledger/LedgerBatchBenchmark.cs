using Actors.Operators.Ledger;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Benchmarks.Ledger;

/// <summary>A batch of 5,000 rows into SQLite; an operation is one row. <see cref="LedgerSpeed"/> has PostgreSQL and reading.</summary>
[MemoryDiagnoser]
public class LedgerBatchBenchmark
{
    private const int Rows = 5_000;

    // About what a row takes in the table.
    private readonly byte[] _row = new byte[150];
    private string _folder = "";
    private SqliteLedger? _store;
    private FileStream? _file;
    private StoredRow[] _batch = [];
    private int _generation;

    [GlobalSetup(Target = nameof(Sqlite))]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("ledger-batch").FullName;
        _store = new SqliteLedger("speed", Path.Combine(_folder, "ledger.db"), isOwned: true, NullLogger.Instance);
        _store.OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
        _batch = [.. Enumerable.Range(0, Rows).Select(static at => LedgerSpeed.RowOf(at, 0))];
    }

    [GlobalSetup(Target = nameof(File))]
    public void OpenFile()
    {
        _folder = Directory.CreateTempSubdirectory("ledger-batch").FullName;
        _file = new FileStream(Path.Combine(_folder, "rows"), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
    }

    [GlobalCleanup]
    public void Close()
    {
        _store?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The limit: as many bytes at the same place of a file, and on the disk.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public void File()
    {
        _file!.Position = 0;
        for (var row = 0; row < Rows; row++) _file.Write(_row);
        _file.Flush(flushToDisk: true);
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    public void Sqlite()
    {
        _generation++;
        for (var at = 0; at < Rows; at++) _batch[at] = LedgerSpeed.RowOf(at, _generation);
        _store!.WriteAsync(_batch, CancellationToken.None).GetAwaiter().GetResult();
    }
}
