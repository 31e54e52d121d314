using System.Diagnostics;
using System.Globalization;
using Actors.Ledger;
using Actors.Operators.Ledger;
using Actors.Operators.Ledger.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Benchmarks.Ledger;

/// <summary>Rows a second into the stores of the ledger in batches, and how long it takes to read all of them, in wall and in processor time.</summary>
internal static class LedgerSpeed
{
    private const int Rows = 100_000;
    private const int Rounds = 3;

    // What a batch holds at most by default.
    private const int UsualBatch = 5000;

    /// <param name="args">
    /// <c>postgresql</c> for a server of its own, from what is installed, or how to connect to one whose table of rows may be used for this; neither for SQLite in a temporary directory. And sizes of batches.
    /// </param>
    public static async Task<int> RunAsync(string[] args)
    {
        var sizes = args.Select(static one => int.TryParse(one, CultureInfo.InvariantCulture, out var size) ? size : 0).Where(static size => size > 0).DefaultIfEmpty(UsualBatch).ToArray();
        if (args.Contains("postgresql"))
        {
            if (PostgresServer.Missing is { } missing) throw new InvalidOperationException(missing);
            var server = await PostgresServer.StartAsync("-c shared_buffers=128MB").ConfigureAwait(false);
            await using var ending = server.ConfigureAwait(false);
            await RunAsync(await server.NewDatabaseAsync().ConfigureAwait(false), sizes).ConfigureAwait(false);
            return 0;
        }

        await RunAsync(args.FirstOrDefault(static one => one.Contains('=', StringComparison.Ordinal)), sizes).ConfigureAwait(false);
        return 0;
    }

    private static async Task RunAsync(string? connectionString, int[] sizes)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-speed").FullName;
        try
        {
            foreach (var size in sizes)
            {
                var store = connectionString is null
                    ? (LedgerStore)new SqliteLedger("speed", Path.Combine(folder, $"{size}.db"), isOwned: true, NullLogger.Instance)
                    : new PostgresLedger("speed", () => connectionString);
                await using var closing = store.ConfigureAwait(false);
                await store.OpenAsync(CancellationToken.None).ConfigureAwait(false);
                for (var round = 0; round < Rounds; round++)
                {
                    var batches = Batches(size, round);
                    await MeasureAsync($"{store.GetType().Name} write {size} a batch", () => WriteAsync(store, batches)).ConfigureAwait(false);
                }

                for (var round = 0; round < Rounds; round++)
                    await MeasureAsync($"{store.GetType().Name} read all", async () => (await store.ReadAsync([new(0, 0)], CancellationToken.None).ConfigureAwait(false)).Count).ConfigureAwait(false);
                await store.PruneAsync(DateTimeOffset.MaxValue, CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> WriteAsync(LedgerStore store, StoredRow[][] batches)
    {
        foreach (var batch in batches) await store.WriteAsync(batch, CancellationToken.None).ConfigureAwait(false);
        return Rows;
    }

    /// <summary>Of objects in the order of nothing, as uids are.</summary>
    public static StoredRow RowOf(int at, int generation) => new(
        "",
        new LedgerRow
        {
            Key = new LedgerKey("databases", string.Create(CultureInfo.InvariantCulture, $"{at * 2654435761L % 4294967296L:x8}-0000-4000-8000-{at:x12}")), Namespace = "default",
            Name = string.Create(CultureInfo.InvariantCulture, $"database-{at}"), Outcome = LedgerOutcome.Done, Generation = generation, DoneGeneration = generation,
            DoneHash = unchecked((ulong)at * 0x9E3779B97F4A7C15),
        },
        1_800_000_000_000, 1_790_000_000_000);

    private static StoredRow[][] Batches(int size, int round) => [.. Enumerable.Range(0, Rows).Select(at => RowOf(at, 1 + round)).Chunk(size)];

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
