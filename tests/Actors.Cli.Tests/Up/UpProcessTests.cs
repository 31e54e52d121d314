using System.Diagnostics;
using System.Text.Json;
using Actors.Cli.Up;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Samples.Databases;

namespace Actors.Cli.Tests;

public sealed class UpProcessTests : CliTestBase
{
    [Fact]
    public async Task It_brings_all_databases_to_ready_and_ends()
    {
        using var up = new UpProcess("--resources", "20", "--exit-when-ready");
        var (exitCode, output, error) = await up.EndAsync();
        AssertEndedWell(exitCode, error);
        Assert.Contains("get databases --watch\n", output, StringComparison.Ordinal);
        Assert.Contains(" ready 20/20 ", output, StringComparison.Ordinal);
        Assert.StartsWith("All 20 Databases are ready; ", output.Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_on_until_it_is_told_to_stop_and_leaves_nothing_behind()
    {
        var kubeconfig = Path.Combine(Folder, "up.yaml");
        using var up = new UpProcess("--resources", "5", "--churn", "20", "--kubeconfig", kubeconfig, "-o", "json");
        var started = await up.ReadUntilAsync(static line => Event(line) == "started");
        await up.ReadUntilAsync(static line => Event(line) == "progress" && line.GetProperty("phases").GetProperty("ready").GetInt32() > 0);

        using var client = new KubernetesClient(KubernetesConfiguration.LoadKubeconfig(new ConfigurationSources { Kubeconfig = kubeconfig }));
        Assert.Equal(5, (await client.Resource<Database>().InNamespace("default").ListAsync()).Items.Count);
        await up.ReadUntilAsync(static line => Event(line) == "progress" && line.GetProperty("reconciles").GetInt64() > 100);

        await up.SignalAsync("-TERM");
        var (exitCode, output, error) = await up.EndAsync();
        AssertEndedWell(exitCode, error);
        Assert.Equal("ended", Event(JsonDocument.Parse(output.Split('\n')[^1]).RootElement));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(started.GetProperty("operatorPid").GetInt32()));
        Assert.False(File.Exists(started.GetProperty("operatorLog").GetString()));
    }

    [Fact]
    public async Task An_operator_that_is_killed_is_started_again_and_goes_on_where_it_was()
    {
        using var up = new UpProcess("--resources", "5", "-o", "json");
        var started = await up.ReadUntilAsync(static line => Event(line) == "started");
        var folder = Path.GetDirectoryName(started.GetProperty("operatorLog").GetString())!;
        Assert.Equal(Path.Combine(folder, "ledger.db"), started.GetProperty("ledger").GetString());
        await up.ReadUntilAsync(static line => Event(line) == "progress" && line.GetProperty("phases").GetProperty("ready").GetInt32() == 5);
        await AwaitAllWrittenAsync(up, started.GetProperty("managementUrl").GetString()!);
        await UpProcess.SignalAsync("-KILL", started.GetProperty("operatorPid").GetInt32());
        var restarted = await up.ReadUntilAsync(static line => Event(line) == "restarted");
        Assert.Equal(137, restarted.GetProperty("exitCode").GetInt32());
        Assert.NotEqual(started.GetProperty("operatorPid").GetInt32(), restarted.GetProperty("operatorPid").GetInt32());

        // Its own counts begin at 0.
        var url = restarted.GetProperty("managementUrl").GetString()!;
        using var client = new HttpClient();
        await UntilAsync(up, () => IsReadyAsync(client, url));
        Assert.Equal(0, OperatorMetrics.Parse(await client.GetStringAsync(new Uri($"{url}/metrics"))).Reconciles);
        await up.SignalAsync("-TERM");
        var (exitCode, _, error) = await up.EndAsync();
        AssertEndedWell(exitCode, error);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task An_operator_that_ends_before_it_has_worked_ends_it()
    {
        using var up = new UpProcess("--resources", "1", "--ledger", "no connection string", "-o", "json");
        var started = await up.ReadUntilAsync(static line => Event(line) == "started");
        var (exitCode, _, error) = await up.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.StartsWith("The operator has ended by itself, with exit code 1.", error, StringComparison.Ordinal);
        Assert.Contains("The connection string of the ledger is none that Npgsql takes", error, StringComparison.Ordinal);
        var log = started.GetProperty("operatorLog").GetString()!;
        Assert.Contains(log, error, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(log)!, recursive: true);
    }

    [Fact]
    public async Task Killed_it_takes_the_operator_with_it()
    {
        using var up = new UpProcess("--resources", "1", "-o", "json");
        var started = await up.ReadUntilAsync(static line => Event(line) == "started");
        await up.ReadUntilAsync(static line => Event(line) == "progress" && line.GetProperty("phases").GetProperty("ready").GetInt32() == 1);
        using var child = Process.GetProcessById(started.GetProperty("operatorPid").GetInt32());
        await up.SignalAsync("-KILL");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await child.WaitForExitAsync(patience.Token);
        Directory.Delete(Path.GetDirectoryName(started.GetProperty("operatorLog").GetString())!, recursive: true);
    }

    [Fact]
    public async Task Replicas_share_the_databases_and_end_together()
    {
        using var up = new UpProcess("--resources", "30", "--replicas", "3", "-o", "json");
        var started = await up.ReadUntilAsync(static line => Event(line) == "started");
        var replicas = started.GetProperty("replicas").EnumerateArray().ToList();
        Assert.Equal(["replica-0", "replica-1", "replica-2"], replicas.Select(static one => one.GetProperty("name").GetString()));
        var folder = Path.GetDirectoryName(replicas[0].GetProperty("log").GetString())!;
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "link-secret")));

        var shared = await up.ReadUntilAsync(static line => Event(line) == "progress" && line.GetProperty("phases").GetProperty("ready").GetInt32() == 30
            && line.GetProperty("replicas").EnumerateArray().All(static one => one.GetProperty("reconciles").GetInt64() > 0 && one.GetProperty("state").GetString() == "running")
            && line.GetProperty("map").GetProperty("coordinator").GetString() is not null);
        Assert.Equal(shared.GetProperty("map").GetProperty("shards").GetInt32(), shared.GetProperty("replicas").EnumerateArray().Sum(static one => one.GetProperty("shards").GetInt32()));

        await up.SignalAsync("-TERM");
        var (exitCode, _, error) = await up.EndAsync();
        AssertEndedWell(exitCode, error);
        Assert.All(replicas, static one => Assert.Throws<ArgumentException>(() => Process.GetProcessById(one.GetProperty("pid").GetInt32())));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_replica_that_is_killed_is_started_again_and_the_others_go_on()
    {
        using var up = new UpProcess("--resources", "1", "--replicas", "2", "-o", "json");
        var started = await up.ReadUntilAsync(static line => Event(line) == "started");
        var replicas = started.GetProperty("replicas").EnumerateArray().ToList();
        await up.ReadUntilAsync(static line => Event(line) == "progress" && line.GetProperty("phases").GetProperty("ready").GetInt32() == 1
            && line.GetProperty("replicas").EnumerateArray().All(static one => one.GetProperty("state").GetString() == "running"));
        await UpProcess.SignalAsync("-KILL", replicas[1].GetProperty("pid").GetInt32());
        var restarted = await up.ReadUntilAsync(static line => Event(line) == "restarted");
        Assert.Equal(("replica-1", 137), (restarted.GetProperty("name").GetString(), restarted.GetProperty("exitCode").GetInt32()));
        var pid = restarted.GetProperty("operatorPid").GetInt32();
        await up.ReadUntilAsync(line => Event(line) == "progress" && line.GetProperty("replicas")[1] is var one && one.GetProperty("pid").GetInt32() == pid
            && one.GetProperty("state").GetString() == "running" && line.GetProperty("replicas")[0].GetProperty("pid").GetInt32() == replicas[0].GetProperty("pid").GetInt32());
        await up.SignalAsync("-TERM");
        var (exitCode, _, error) = await up.EndAsync();
        AssertEndedWell(exitCode, error);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid));
    }

    [Fact]
    public async Task Under_chaos_nothing_is_lost_done_twice_or_written_by_others()
    {
        using var up = new UpProcess("--chaos", "--for", "20s", "--seed", "42", "--resources", "36", "-o", "json");
        var verdict = await up.ReadUntilAsync(static line => Event(line) == "verdict");
        var (exitCode, _, error) = await up.EndAsync();
        Assert.True(verdict.GetProperty("isGood").GetBoolean(), verdict.GetRawText());
        AssertEndedWell(exitCode, error);
        Assert.True(verdict.GetProperty("changes").GetInt64() > 100 && verdict.GetProperty("writesSeen").GetInt32() > 100 && verdict.GetProperty("shardMoves").GetInt64() > 0, verdict.GetRawText());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        await using var other = await ApiServer.ApiServer.StartAsync();
        using var up = new UpProcess("--port", $"{other.Address.Port}");
        var (exitCode, _, error) = await up.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.StartsWith("actors up cannot start: ", error, StringComparison.Ordinal);
    }

    /// <summary>All are done, and what is remembered of them is in the file.</summary>
    private static async Task AwaitAllWrittenAsync(UpProcess up, string url)
    {
        using var client = new HttpClient();
        var seen = "";
        await UntilAsync(up, async () =>
        {
            var text = await client.GetStringAsync(new Uri($"{url}/metrics"));
            var metrics = OperatorMetrics.Parse(text);
            var (before, now) = (seen, $"{metrics.Reconciles} {LineOf(text, "actors_ledger_rows_written_total")}");
            seen = now;
            return metrics is { Queue: 0, Active: 0, Reconciles: > 0 } && LineOf(text, "actors_ledger_rows_waiting").EndsWith(" 0", StringComparison.Ordinal) && now == before;
        });
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, string url)
    {
        try
        {
            return (await client.GetAsync(new Uri($"{url}/readyz"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }

    /// <summary>Says all of what was logged: an assertion of equality would cut it off.</summary>
    private static void AssertEndedWell(int exitCode, string error) => Assert.True(exitCode == 0 && error.Length == 0, $"exit code {exitCode}: {error}");

    private static string LineOf(string metrics, string name) => metrics.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal));

    /// <summary>Tries it whenever there is a line of progress.</summary>
    private static async Task UntilAsync(UpProcess up, Func<Task<bool>> condition)
    {
        do await up.ReadUntilAsync(static line => Event(line) == "progress");
        while (!await condition());
    }

    private static string? Event(JsonElement line) => line.GetProperty("event").GetString();
}
