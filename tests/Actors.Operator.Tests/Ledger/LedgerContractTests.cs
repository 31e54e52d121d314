using Actors.Kernel;
using Actors.Ledger;
using Actors.Simulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Operators.Ledger.Tests;

public sealed class MemoryLedgerTests : LedgerContract
{
    private readonly MemoryLedger _ledger = new();
    private string _operator = "";

    protected override Task OpenAsync(string owner)
    {
        _operator = owner;
        return Task.CompletedTask;
    }

    private protected override Task<object> PerformAsync(Effect effect) => Task.FromResult<object>(effect switch
    {
        PersistRows persist => _ledger.Persist(_operator, persist, Clock.Now, Clock.Wall),
        ReadRows read => _ledger.Read(_operator, read, Clock.Now, Clock.Wall),
        _ => throw new NotSupportedException(),
    });
}

/// <summary>The contract for a store behind the runner that an operator has.</summary>
public abstract class StoreContract : LedgerContract
{
    private LedgerRunner? _runner;

    private protected abstract LedgerStore NewStore(string owner);

    protected override async Task OpenAsync(string owner)
    {
        await CloseAsync();
        _runner = new LedgerRunner(NewStore(owner), TimeSpan.FromSeconds(60), () => Clock.Now, Clock, NullLogger.Instance);
        await _runner.StartAsync(CancellationToken.None);
        Assert.Null(_runner.Problem);
    }

    private protected override Task<object> PerformAsync(Effect effect) => effect switch
    {
        PersistRows persist => _runner!.PersistAsync(persist, CancellationToken.None),
        ReadRows read => _runner!.ReadAsync(read, CancellationToken.None),
        _ => throw new NotSupportedException(),
    };

    public override Task DisposeAsync() => CloseAsync();

    private async Task CloseAsync()
    {
        if (_runner is { } runner) await runner.DisposeAsync();
        _runner = null;
    }
}

public sealed class SqliteLedgerTests : StoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger").FullName;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private protected override LedgerStore NewStore(string owner) => new SqliteLedger(owner, Path.Combine(_folder, "new", "ledger.db"), isOwned: true, NullLogger.Instance);
}

[NeedsPostgres]
public sealed class PostgresLedgerTests(PostgresFixture postgres) : StoreContract, IClassFixture<PostgresFixture>
{
    private string _connection = "";

    public override async Task InitializeAsync()
    {
        _connection = await postgres.Server.NewDatabaseAsync();
        await base.InitializeAsync();
    }

    private protected override LedgerStore NewStore(string owner) => new PostgresLedger(owner, () => _connection);
}
