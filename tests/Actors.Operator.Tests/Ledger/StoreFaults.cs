using Actors.Engine.Tests;
using Actors.Ledger;
using Dapper;

namespace Actors.Operators.Ledger.Tests;

/// <summary>A store behind its runner, to which things happen.</summary>
internal sealed class StoreFaults(LedgerStore store, TimeSpan? timeout = null, CapturedLog? log = null) : IAsyncDisposable
{
    private readonly LedgerClock _clock = new();
    private LedgerRunner? _runner;

    public CapturedLog Log { get; } = log ?? new CapturedLog();

    public LedgerRunner Runner => _runner ??= new LedgerRunner(store, timeout ?? TimeSpan.FromSeconds(60), () => _clock.Now, _clock, Log);

    public Task StartAsync() => Runner.StartAsync(CancellationToken.None);

    /// <summary>Writes rows that have failed so often.</summary>
    /// <returns>Why they could not be written; null if they were.</returns>
    public async Task<string?> WriteAsync(int failures, params string[] uids)
    {
        var rows = uids.Select(uid => new LedgerRow { Key = new LedgerKey("databases", uid), Failures = failures }).ToArray();
        return await Runner.PersistAsync(new PersistRows(rows), CancellationToken.None) is RowsNotPersisted { Problem: var problem } ? problem : null;
    }

    /// <summary>What there is, such as <c>a1 b2</c>.</summary>
    public async Task<string> ReadAsync()
    {
        var read = await Runner.ReadAsync(new ReadRows(1, [true]), CancellationToken.None);
        return read is RowsUnread unread ? $"unread: {unread.Problem}"
            : string.Join(' ', Assert.IsType<RowsRead>(read).Rows.Select(static row => $"{row.Key.Uid}{row.Failures}").Order(StringComparer.Ordinal));
    }

    /// <summary>Does something with the store's own connection.</summary>
    public Task<int> ExecuteAsync(string sql) => store.UseAsync(connection => connection.ExecuteAsync(sql), CancellationToken.None);

    public ValueTask DisposeAsync() => Runner.DisposeAsync();
}
