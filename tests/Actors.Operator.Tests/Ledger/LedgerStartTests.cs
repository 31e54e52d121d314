using Actors.Engine.Tests;
using Actors.Operators.Hosting;
using Actors.Settings;

namespace Actors.Operators.Ledger.Tests;

public sealed class LedgerStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger").FullName;
    private readonly CapturedLog _log = new();

    private string Db => Path.Combine(_folder, "new", "ledger.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("shop", "/var/state", "/home/ann", "/var/state/actors/shop/ledger.db")]
    [InlineData("shop", null, "/home/ann", "/home/ann/.local/state/actors/shop/ledger.db")]
    [InlineData("shop", "relative", "/home/ann", "/home/ann/.local/state/actors/shop/ledger.db")]
    [InlineData("../a/b", "/var/state", "", "/var/state/actors/.._a_b/ledger.db")]
    [InlineData("..", "/var/state", "", "/var/state/actors/_/ledger.db")]
    [InlineData("shop", null, "", null)]
    public void The_file_is_in_the_directory_for_state(string owner, string? state, string home, string? file)
    {
        if (!OperatingSystem.IsWindows()) Assert.Equal(file, LedgerFile.Default(owner, state, home));
    }

    [Fact]
    public async Task Where_nothing_is_set_there_is_one_for_nobody_else_to_read()
    {
        await using var ledger = await OpenAsync(LedgerProvider.Auto);
        Assert.Null(ledger!.Problem);
        Assert.True(File.Exists(Db));
        if (!OperatingSystem.IsWindows()) Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(Path.GetDirectoryName(Db)!));
    }

    [Fact]
    public async Task Where_nothing_is_set_a_fleet_has_none_and_says_so()
    {
        Assert.Null(await OpenAsync(LedgerProvider.Auto, isFleet: true));
        Assert.Single(_log.Of(nameof(LedgerLog.NoLedgerInFleet)));
        Assert.False(File.Exists(Db));
    }

    [Fact]
    public async Task Where_nothing_is_set_a_test_has_none() => Assert.Null(await OpenAsync(LedgerProvider.Auto, isTest: true));

    [Theory]
    [InlineData(LedgerProvider.Auto)]
    [InlineData(LedgerProvider.Sqlite)]
    public async Task A_file_that_another_process_has_is_refused_and_stops_who_has_asked_for_it(LedgerProvider provider)
    {
        await using var other = await OpenAsync(provider);
        if (provider == LedgerProvider.Sqlite)
        {
            await Assert.ThrowsAsync<OperatorStartException>(() => OpenAsync(provider));
            return;
        }

        Assert.Null(await OpenAsync(provider));
        Assert.Contains($"{Db} is in use by another process", Assert.Single(_log.Of(nameof(LedgerLog.NoLedger))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LedgerProvider.Auto)]
    [InlineData(LedgerProvider.Sqlite)]
    public async Task Where_no_file_can_be_made_who_has_asked_for_it_has_it_tried_again_and_who_has_not_does_without(LedgerProvider provider)
    {
        await File.WriteAllTextAsync(Path.GetDirectoryName(Db)!, "");
        await using var ledger = await OpenAsync(provider);
        Assert.Equal(provider == LedgerProvider.Sqlite, ledger?.Problem is not null);
        Assert.Equal(provider == LedgerProvider.Sqlite ? 1 : 0, _log.Of(nameof(LedgerLog.LedgerAway)).Count);
        Assert.Equal(provider == LedgerProvider.Auto ? 1 : 0, _log.Of(nameof(LedgerLog.NoLedger)).Count);
    }

    private Task<LedgerRunner?> OpenAsync(LedgerProvider provider, bool isFleet = false, bool isTest = false)
    {
        var clock = new LedgerClock();
        return LedgerStart.OpenAsync(
            new PersistenceOptions { Provider = provider, File = Db }, new OperatorOptions { Name = "shop", Fleet = isFleet, HasLedgerByDefault = !isTest }, () => clock.Now, clock, _log,
            CancellationToken.None);
    }
}
