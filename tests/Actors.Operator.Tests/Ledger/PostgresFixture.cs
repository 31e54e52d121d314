namespace Actors.Operators.Ledger.Tests;

/// <summary>One server for all tests that need one and leave it as it is.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    internal PostgresServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is null) Server = await PostgresServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (Server is { } server) await server.DisposeAsync();
    }
}
