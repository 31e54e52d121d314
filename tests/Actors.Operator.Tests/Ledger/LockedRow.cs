using Npgsql;

namespace Actors.Operators.Ledger.Tests;

/// <summary>Somebody who keeps a row of the ledger to himself, so that whoever writes it stands still in the middle of what he does.</summary>
internal sealed class LockedRow(NpgsqlDataSource source, NpgsqlConnection connection) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<LockedRow> OfAsync(string database, string uid)
    {
        var source = NpgsqlDataSource.Create(database);
        var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"BEGIN; SELECT * FROM actors_ledger WHERE uid = '{uid}' FOR UPDATE", connection);
        await command.ExecuteNonQueryAsync();
        return new LockedRow(source, connection);
    }

    /// <summary>Ends when somebody waits for a row.</summary>
    public static async Task AwaitWaiterAsync(string database)
    {
        using var limit = new CancellationTokenSource(Patience);
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
        while (await command.ExecuteScalarAsync(limit.Token) is 0L) await Task.Yield();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.DisposeAsync();
        }
        catch (NpgsqlException)
        {
            // The server was killed meanwhile, and with it whatever this one had locked.
        }

        await source.DisposeAsync();
    }
}
