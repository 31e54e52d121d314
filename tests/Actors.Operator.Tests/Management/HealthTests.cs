using Actors.Operators.Hosting;
using Actors.Operators.Tests;
using Actors.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Operators.Management.Tests;

/// <summary>What the kubelet asks.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(isDefined: false);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Checks_have_names_are_shown_left_out_and_asked_for_alone()
    {
        await using var shown = await ManagedOperator.StartAsync(_cluster, new Scripted());
        Assert.Equal((200, "ok\n"), await AskAsync(shown, "/livez"));
        Assert.Equal((200, "[+]ping ok\n[+]engine ok\nlivez check passed\n"), await AskAsync(shown, "/livez?verbose"));

        // The kind is not defined yet.
        const string Missing = "not all is known of Gadget.test.example.com";
        Assert.Equal((503, $"[+]ping ok\n[+]engine ok\n[-]ingest failed: {Missing}\n[+]lease ok\n[+]ledger ok\n[+]shutdown ok\nreadyz check failed\n"), await AskAsync(shown, "/readyz"));
        Assert.Equal((503, $"[+]ping ok\n[-]started failed: {Missing}\nstartupz check failed\n"), await AskAsync(shown, "/startupz"));
        Assert.Equal((200, "ok\n"), await AskAsync(shown, "/readyz?exclude=ingest"));
        Assert.Equal((200, "[+]ping ok\n[+]engine ok\n[+]ingest excluded: ok\n[+]lease ok\n[+]ledger ok\n[+]shutdown ok\nreadyz check passed\n"), await AskAsync(shown, "/readyz?exclude=ingest&verbose"));
        Assert.Equal((503, $"[-]ingest failed: {Missing}\nreadyz check failed\n"), await AskAsync(shown, "/readyz/ingest"));
        Assert.Equal((200, "ok\n"), await AskAsync(shown, "/readyz/lease"));
        Assert.Equal(404, (await AskAsync(shown, "/readyz/moon")).Code);

        await _cluster.DefineAsync();
        await shown.WaitAsync("/ingest", ManagementJson.Default.IngestAnswer, static one => one.Items.All(static kind => kind.IsSynced));
        await shown.Log.WhenSaid(nameof(Running.OperatorLog.Synced));
        Assert.Equal((200, "ok\n"), await AskAsync(shown, "/readyz"));
        Assert.Equal((200, "ok\n"), await AskAsync(shown, "/startupz"));

        // What has started stays so, whatever comes then.
        shown.Host.Services.GetRequiredService<OperatorService>().BeginDrain();
        Assert.Equal(503, (await AskAsync(shown, "/readyz")).Code);
        Assert.Equal((200, "ok\n"), await AskAsync(shown, "/startupz"));
        Assert.Equal((200, "ok\n"), await AskAsync(shown, "/livez"));
    }

    [Fact]
    public async Task A_ledger_that_is_away_is_told_and_keeps_nobody_from_working()
    {
        var file = Path.GetTempFileName();
        await _cluster.DefineAsync();
        var settings = new ActorsSettings { Persistence = new PersistenceOptions { Provider = LedgerProvider.Sqlite, File = Path.Combine(file, "ledger.db") } };
        await using (var shown = await ManagedOperator.StartAsync(_cluster, new Scripted(), configure: builder => builder.Services.AddSingleton(settings)))
        {
            await shown.Log.WhenSaid(nameof(Running.OperatorLog.Synced));
            var (code, text) = await AskAsync(shown, "/readyz?verbose");
            Assert.Equal(200, code);
            Assert.Contains("[+]ledger ok (the database is away, and what is learned waits to be written: ", text, StringComparison.Ordinal);
            Assert.Equal((200, "ok\n"), await AskAsync(shown, "/readyz/ledger"));
        }

        File.Delete(file);
    }

    private static async Task<(int Code, string Text)> AskAsync(ManagedOperator shown, string path)
    {
        using var response = await shown.Http.GetAsync(path);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
