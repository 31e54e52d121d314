using System.Data.Common;
using System.Globalization;
using Actors.Ingest;
using Actors.Operators.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Ledger;

/// <summary>The ledger in a file. One process has it at a time; others may look at it.</summary>
/// <param name="operator">The operator whose rows are read and written; empty to look at those of all.</param>
/// <param name="file">The file, made if it is not there.</param>
/// <param name="isOwned">Whether no other process may write it meanwhile; it is one of many that look at it if not, and the file has to be there.</param>
/// <param name="log">Learns of a file that was set aside.</param>
internal sealed class SqliteLedger(string @operator, string file, bool isOwned, ILogger log) : LedgerStore(@operator)
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    // Rows come in the order of nothing, so each batch comes to pages all over the table: it is kept in memory as far as 100,000 rows or so, and pages that are written again and again go into the
    // file once in a while. Both are bounds; a small ledger takes little.
    private const int CacheKiB = 32 * 1024;
    private const int LogPages = 8 * 1024;
    private const int PageSize = 4096;

    internal static readonly LedgerSchema Schema = new("sqlite", 2, "SELECT count(*) FROM sqlite_master WHERE name = 'actors_ledger_schema'", "");

    private readonly string _file = Path.GetFullPath(file);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private FileStream? _lock;
    private SqliteConnection? _connection;
    private SqliteRows? _rows;

    public override string Place => _file;

    public override Task OpenAsync(CancellationToken cancellation) => GuardAsync(() =>
    {
        Close();
        TakeLock();
        try
        {
            Connect();
        }
        catch (SqliteException failure) when (isOwned && failure.SqliteErrorCode is Corrupt or NotADatabase)
        {
            SetAside(failure.Message);
            Connect();
        }

        return 0;
    }, cancellation);

    public override Task<int> WriteAsync(IReadOnlyList<StoredRow> rows, CancellationToken cancellation) => GuardAsync(() =>
    {
        using var transaction = Connection.BeginTransaction(deferred: false);
        var refused = Rows.Write(rows);
        transaction.Commit();
        return refused;
    }, cancellation);

    public override Task<IReadOnlyList<StoredRow>> ReadAsync(IReadOnlyList<HashRange> ranges, CancellationToken cancellation) => GuardAsync<IReadOnlyList<StoredRow>>(() =>
    {
        var found = new List<StoredRow>();
        foreach (var range in ranges)
        {
            cancellation.ThrowIfCancellationRequested();
            Rows.Read(found, FirstOf(range), LastOf(range));
        }

        return found;
    }, cancellation);

    public override async ValueTask DisposeAsync()
    {
        await GuardAsync(
            () =>
            {
                Close();
                _lock?.Dispose();
                _lock = null;
                return 0;
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>SQLite blocks, so whatever it does is done where that disturbs nobody, and one at a time.</summary>
    protected internal override Task<TResult> UseAsync<TResult>(Func<DbConnection, Task<TResult>> use, CancellationToken cancellation) =>
        GuardAsync(() => use(Connection).GetAwaiter().GetResult(), cancellation);

    private SqliteRows Rows => _rows ?? throw new InvalidOperationException("The ledger is not open");

    private SqliteConnection Connection => _connection ?? throw new InvalidOperationException("The ledger is not open");

    private async Task<TResult> GuardAsync<TResult>(Func<TResult> use, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(use, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A file of its own is locked and not the database, so that others can look at that; the system takes the lock back however the process ends.</summary>
    private void TakeLock()
    {
        if (!isOwned || _lock is not null) return;
        if (Path.GetDirectoryName(_file) is { } folder) MakePrivate(folder);
        try
        {
            _lock = new FileStream(_file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(_file + ".lock"))
        {
            throw new OperatorStartException($"The ledger {_file} is in use by another process: end that, give this one another file (akka.persistence.file), or keep the ledger in PostgreSQL");
        }
    }

    /// <summary>A folder that is not there yet is for nobody else to read: rows hold what went wrong, and what an author keeps.</summary>
    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Connect()
    {
        if (!isOwned && !File.Exists(_file)) throw new FileNotFoundException("there is no such file; an operator that keeps its ledger there makes it");
        var source = new SqliteConnectionStringBuilder { DataSource = _file, Mode = isOwned ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite, Pooling = false };
        var connection = new SqliteConnection(source.ToString());
        try
        {
            connection.Open();
            Run(connection, "PRAGMA journal_mode = WAL");

            // The log is synced to the disk when it is copied into the file and not at each batch. So what was written outlives this process however it ends; a loss of power
            // can take the last batches, whole ones, which costs reconciles and no more.
            Run(connection, "PRAGMA synchronous = NORMAL");
            Run(connection, $"PRAGMA cache_size = -{CacheKiB}");
            Run(connection, $"PRAGMA wal_autocheckpoint = {LogPages}");
            Run(connection, $"PRAGMA journal_size_limit = {LogPages * PageSize}");
            if (Run(connection, "PRAGMA quick_check(1)") is var problem and not "ok") throw new SqliteException(problem, Corrupt);
            Migrate(connection);
            _connection = connection;
            _rows = new SqliteRows(connection, Operator, Columns, $"ON CONFLICT (operator, hash, controller, uid) {Replace}");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Migrate(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Schema.MigrateAsync(connection, transaction, Place).GetAwaiter().GetResult();
        transaction.Commit();
    }

    private static string Run(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    private void Close()
    {
        _rows?.Dispose();
        _rows = null;
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>Nothing is deleted: somebody may want to look at it.</summary>
    private void SetAside(string problem)
    {
        var number = 1;
        while (File.Exists(NameOf(number))) number++;
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            if (File.Exists(_file + suffix)) File.Move(_file + suffix, NameOf(number) + suffix);
        }

        log.LedgerSetAside(_file, NameOf(number), problem);
    }

    private string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{_file}.corrupt-{number}");
}
