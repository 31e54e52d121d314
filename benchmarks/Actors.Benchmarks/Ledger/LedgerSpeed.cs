using System.Diagnostics;
using System.Globalization;
using Actors.Ledger;
using Actors.Operators.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Benchmarks.Ledger;

/// <summary>Rows a second into the stores of the ledger in batches, and how long it takes to read all of them, in wall and in processor time.</summary>
internal static class LedgerSpeed
{
    private const int Rows = 100_000;
    private const int Rounds = 3;

    private static readonly int[] BatchSizes = [500, 5000];

    /// <param name="connectionString">A PostgreSQL database whose table of rows may be used for this; null for SQLite in a temporary directory.</param>
    public static async Task<int> RunAsync(string? connectionString)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-speed").FullName;
        try
        {
            foreach (var size in BatchSizes)
            {
                var store = connectionString is null
                    ? (LedgerStore)new SqliteLedger("speed", Path.Combine(folder, $"{size}.db"), isOwned: true, NullLogger.Instance)
                    : new PostgresLedger("speed", () => connectionString);
                await using var closing = store.ConfigureAwait(false);
                await store.OpenAsync(CancellationToken.None).ConfigureAwait(false);
                for (var round = 0; round < Rounds; round++)
                    await MeasureAsync($"{store.GetType().Name} write {size} a batch", () => WriteAsync(store, size, round)).ConfigureAwait(false);
                for (var round = 0; round < Rounds; round++)
                    await MeasureAsync($"{store.GetType().Name} read all", async () => (await store.ReadAsync([new(0, 0)], CancellationToken.None).ConfigureAwait(false)).Count).ConfigureAwait(false);
                await store.PruneAsync(DateTimeOffset.MaxValue, CancellationToken.None).ConfigureAwait(false);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> WriteAsync(LedgerStore store, int size, int round)
    {
        for (var first = 0; first < Rows; first += size)
        {
            var rows = Enumerable.Range(first, size).Select(at => new StoredRow(
                "",
                new LedgerRow
                {
                    Key = new LedgerKey("databases", string.Create(CultureInfo.InvariantCulture, $"{at * 2654435761L % 4294967296L:x8}-0000-4000-8000-{at:x12}")), Namespace = "default",
                    Name = string.Create(CultureInfo.InvariantCulture, $"database-{at}"), Outcome = LedgerOutcome.Done, Generation = 1 + round, DoneGeneration = 1 + round, DoneHash = (ulong)at,
                },
                1_800_000_000_000, 1_790_000_000_000)).ToArray();
            await store.WriteAsync(rows, CancellationToken.None).ConfigureAwait(false);
        }

        return Rows;
    }

    private static async Task MeasureAsync(string what, Func<Task<int>> run)
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var (begun, before) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var count = await run().ConfigureAwait(false);
        var elapsed = Stopwatch.GetElapsedTime(begun);
        process.Refresh();
        var used = process.TotalProcessorTime - before;
        Console.WriteLine($"{what,-40} {count} rows in {elapsed.TotalSeconds:0.00} s ({count / elapsed.TotalSeconds:0}/s), {used.TotalSeconds:0.00} s of processor time ({count / used.TotalSeconds:0}/s)");
    }
}
