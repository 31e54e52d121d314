using System.Diagnostics;
using System.Text.Json;
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
        Assert.Equal((0, ""), (exitCode, error));
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
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal("ended", Event(JsonDocument.Parse(output.Split('\n')[^1]).RootElement));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(started.GetProperty("operatorPid").GetInt32()));
        Assert.False(File.Exists(started.GetProperty("operatorLog").GetString()));
    }

    [Fact]
    public async Task An_operator_that_crashes_ends_it()
    {
        using var up = new UpProcess("--resources", "1", "-o", "json");
        var started = await up.ReadUntilAsync(static line => Event(line) == "started");
        await up.ReadUntilAsync(static line => Event(line) == "progress");
        await UpProcess.SignalAsync("-KILL", started.GetProperty("operatorPid").GetInt32());
        var (exitCode, _, error) = await up.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.StartsWith("The operator has ended by itself, with exit code 137.", error, StringComparison.Ordinal);
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
    public async Task A_port_that_is_taken_is_told()
    {
        await using var other = await ApiServer.ApiServer.StartAsync();
        using var up = new UpProcess("--port", $"{other.Address.Port}");
        var (exitCode, _, error) = await up.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.StartsWith("actors up cannot start: ", error, StringComparison.Ordinal);
    }

    private static string? Event(JsonElement line) => line.GetProperty("event").GetString();
}
