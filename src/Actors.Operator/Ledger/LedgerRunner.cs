using System.Data.Common;
using System.Net.Sockets;
using Actors.Kernel;
using Actors.Ledger;
using Actors.Operators.Fleet;
using Actors.Operators.Hosting;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Ledger;

/// <summary>Carries out the effects of the ledger's actor: between the clock of the actors and that of the wall, and between a store that is away and one that is back.</summary>
/// <param name="store">Where rows are kept.</param>
/// <param name="timeout">How long each may take.</param>
/// <param name="now">The clock of the actors.</param>
/// <param name="time">The clock of the wall.</param>
/// <param name="log">Learns when the store is away, and when it is back.</param>
internal sealed class LedgerRunner(LedgerStore store, TimeSpan timeout, Func<Instant> now, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private const string About = "ledger";

    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly ProblemLog _problems = new();
    private volatile bool _isOpen;
    private volatile string? _problem;

    /// <summary>Why nothing can be written now; null if it can.</summary>
    public string? Problem => _problem;

    /// <summary>Looks whether the store can be used. One that is away does not keep the operator from working, one that is not for this program does.</summary>
    /// <exception cref="OperatorStartException">It can never be used by this program.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (await TryStartAsync(cancellation).ConfigureAwait(false) is { } problem) Note(problem);
    }

    /// <summary>As <see cref="StartAsync"/>, for who does without a store that cannot be used.</summary>
    /// <returns>Why it cannot; null if it can.</returns>
    /// <exception cref="OperatorStartException">It can never be used by this program.</exception>
    public async Task<string?> TryStartAsync(CancellationToken cancellation)
    {
        try
        {
            await WithinAsync(OpenAsync, cancellation).ConfigureAwait(false);
            log.LedgerOpen(store.Place);
            return null;
        }
        catch (Exception failure) when (failure is not OperatorStartException && ProblemOf(failure, cancellation) is { } problem)
        {
            return problem;
        }
    }

    public async Task<object> PersistAsync(PersistRows persist, CancellationToken cancellation)
    {
        try
        {
            var (wall, monotonic) = (time.GetUtcNow(), now());
            var rows = Array.ConvertAll([.. persist.Rows], row => new StoredRow(
                "", row, row.Due is { } due ? (wall + (due - monotonic)).ToUnixTimeMilliseconds() : null, wall.ToUnixTimeMilliseconds()));
            var refused = await WithinAsync(token => WriteAsync(rows, token), cancellation).ConfigureAwait(false);
            Solved();
            return new RowsPersisted(refused);
        }
        catch (Exception failure) when (ProblemOf(failure, cancellation) is { } problem)
        {
            Note(problem);
            return new RowsNotPersisted(problem);
        }
    }

    public async Task<object> ReadAsync(ReadRows read, CancellationToken cancellation)
    {
        try
        {
            var rows = await WithinAsync(token => ReadAsync(read.Shards, token), cancellation).ConfigureAwait(false);
            Solved();
            var (wall, monotonic) = (time.GetUtcNow().ToUnixTimeMilliseconds(), now());
            return new RowsRead(read.Number, [.. rows.Select(one => one.Row with { Due = DueOf(one, wall) is { } wait ? monotonic + wait : null, Overdue = OverdueOf(one, wall) })]);
        }
        catch (Exception failure) when (ProblemOf(failure, cancellation) is { } problem)
        {
            Note(problem);
            return new RowsUnread(read.Number, problem);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync().ConfigureAwait(false);
        _opening.Dispose();
    }

    /// <summary>
    /// How long a row has to wait yet. The clock may have been set meanwhile: back, and it waits no longer than it was to wait when it was written; forward, and it
    /// is due, as it is when that much time has really passed.
    /// </summary>
    private static TimeSpan? DueOf(StoredRow stored, long wall) =>
        stored.DueMs is { } due ? TimeSpan.FromMilliseconds(Math.Clamp(due - wall, 0, Math.Max(0, due - stored.WrittenMs))) : null;

    private static TimeSpan OverdueOf(StoredRow stored, long wall) => TimeSpan.FromMilliseconds(Math.Max(0, wall - (stored.DueMs ?? wall)));

    private async Task<int> WriteAsync(StoredRow[] rows, CancellationToken cancellation)
    {
        await OpenAsync(cancellation).ConfigureAwait(false);
        return await store.WriteAsync(rows, cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<StoredRow>> ReadAsync(bool[] shards, CancellationToken cancellation)
    {
        await OpenAsync(cancellation).ConfigureAwait(false);
        return await store.ReadAsync(ShardRange.RangesOf(shards), cancellation).ConfigureAwait(false);
    }

    private async Task<int> OpenAsync(CancellationToken cancellation)
    {
        if (_isOpen) return 0;
        await _opening.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!_isOpen) await store.OpenAsync(cancellation).ConfigureAwait(false);
            _isOpen = true;
            return 0;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<TResult> WithinAsync<TResult>(Func<CancellationToken, Task<TResult>> use, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await use(either.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {timeout}", failure);
        }
    }

    private static string? ProblemOf(Exception failure, CancellationToken cancellation) => failure switch
    {
        OperationCanceledException when cancellation.IsCancellationRequested => null,
        DbException or IOException or SocketException or TimeoutException or UnauthorizedAccessException or OperationCanceledException or OperatorStartException => failure.Message,
        _ => null,
    };

    private void Note(string problem)
    {
        (_isOpen, _problem) = (false, problem);
        if (_problems.IsNew(About, problem)) log.LedgerAway(store.Place, problem);
    }

    private void Solved()
    {
        _problem = null;
        if (_problems.Solved(About)) log.LedgerBack(store.Place);
    }
}
