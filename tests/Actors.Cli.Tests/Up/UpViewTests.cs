using System.Text.Json;
using Actors.Cli.Up;
using Actors.Cli.Up.Chaos;
using Actors.Cli.Up.Fleet;

namespace Actors.Cli.Tests;

public sealed class UpViewTests
{
    private static readonly OperatorMetrics Metrics = new(120, 3, 7, 16);

    [Fact]
    public async Task Lines_come_once_a_second_and_only_if_something_has_changed()
    {
        using var output = new StringWriter();
        await new LinesView(output).RunAsync(static show =>
        {
            show(At(0, 1));
            show(At(0.5, 2));
            show(At(1.1, 3));
            show(At(2.2, 3));
            show(At(3.3, 4));
            return Task.FromResult(0);
        });
        Assert.Equal(
            """
                0 s  pending 0  provisioning 5  ready 1/9  failed 0  reconciles 120 (40/s)  queue 7  running 16  errors 3
                1 s  pending 0  provisioning 5  ready 3/9  failed 0  reconciles 120 (40/s)  queue 7  running 16  errors 3
                3 s  pending 0  provisioning 5  ready 4/9  failed 0  reconciles 120 (40/s)  queue 7  running 16  errors 3

            """,
            output.ToString());
    }

    [Fact]
    public async Task Json_is_a_line_each()
    {
        using var output = new StringWriter();
        var view = new JsonView(output);
        await view.RunAsync(static show =>
        {
            show(At(0, 1));
            show(At(0.5, 2) with { Operator = null });
            return Task.FromResult(0);
        });
        view.End(At(2, 9) with { Operator = null });
        var lines = output.ToString().TrimEnd().Split('\n').Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["progress", "ended"], lines.Select(static line => line.GetProperty("event").GetString()));
        Assert.Equal((7, 16, 3), (Int(lines[0], "queue"), Int(lines[0], "running"), Int(lines[0], "errors")));
        Assert.Equal(9, Int(lines[1].GetProperty("phases"), "ready"));
        Assert.Equal(JsonValueKind.Null, lines[1].GetProperty("reconciles").ValueKind);
    }

    [Fact]
    public async Task The_live_display_shows_the_figures()
    {
        using var output = new StringWriter();
        var view = new LiveView(output);
        await view.RunAsync(static show =>
        {
            show(At(61, 4));
            return Task.FromResult(0);
        });
        Assert.All(["00:01:01", "4/9", "40", "16"], part => Assert.Contains(part, output.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_show_replicas_map_and_chaos()
    {
        using var output = new StringWriter();
        var view = new LinesView(output);
        await view.RunAsync(static show =>
        {
            show(UnderChaos(3));
            show(UnderChaos(3.3));
            return Task.FromResult(0);
        });
        view.Judge(ChaosVerdictTests.Bad);
        Assert.Equal(
            """
                3 s  replica-1 is killed (SIGKILL)
                3 s  pending 0  provisioning 5  ready 4/9  failed 0  reconciles 120 (40/s)  queue 7  running 16  errors 3
                     replica-0  running    pid 71      shards 86      12/s  90 reconciles  1 errors  cpu 31 %
                     replica-1  killed     pid 72      shards 85       0/s  30 reconciles  2 errors  cpu -
                     map epoch 7  shards 256, 1 without an owner  moving 2  moves 90  coordinator replica-0
                     chaos for 12 s more  kills 1  pauses 0  stops 0  changes 55

            """.Replace("\n             ", "\n         ", StringComparison.Ordinal),
            output.ToString()[..output.ToString().IndexOf("\nVerdict", StringComparison.Ordinal)]);
        Assert.Contains("  db-0001 is lost\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_replicas_map_chaos_and_verdict()
    {
        using var output = new StringWriter();
        var view = new JsonView(output);
        await view.RunAsync(static show =>
        {
            show(UnderChaos(3));
            return Task.FromResult(0);
        });
        view.Judge(ChaosVerdictTests.Bad);
        var lines = output.ToString().TrimEnd().Split('\n').Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["fault", "progress", "verdict"], lines.Select(static line => line.GetProperty("event").GetString()));
        Assert.Equal(("replica-1", "kill"), (lines[0].GetProperty("replica").GetString(), lines[0].GetProperty("action").GetString()));
        var replica = lines[1].GetProperty("replicas")[1];
        Assert.Equal(("replica-1", "killed", 72, 85), (replica.GetProperty("name").GetString(), replica.GetProperty("state").GetString(), Int(replica, "pid"), Int(replica, "shards")));
        Assert.Equal((7, 2, 90, 1), (Int(lines[1].GetProperty("map"), "epoch"), Int(lines[1].GetProperty("map"), "moving"), Int(lines[1].GetProperty("map"), "moves"), Int(lines[1].GetProperty("map"), "unowned")));
        Assert.Equal(("faults", 1), (lines[1].GetProperty("chaos").GetProperty("phase").GetString(), Int(lines[1].GetProperty("chaos"), "kills")));
        Assert.False(lines[2].GetProperty("isGood").GetBoolean());
        Assert.Equal("db-0001 is lost", lines[2].GetProperty("lostUpdates")[0].GetString());
        Assert.Equal((42, 2, 9), (Int(lines[2], "seed"), Int(lines[2].GetProperty("faults"), "kills"), Int(lines[2], "mapUpdates")));
    }

    [Fact]
    public async Task The_live_display_shows_replicas_map_chaos_and_verdict()
    {
        using var output = new StringWriter();
        var view = new LiveView(output);
        await view.RunAsync(static show =>
        {
            show(UnderChaos(3));
            return Task.FromResult(0);
        });
        view.Judge(ChaosVerdictTests.Bad);
        Assert.All(["replica-1", "killed", "72", "85", "map epoch 7", "chaos for 12 s more", "replica-1 is killed", "db-0001 is lost"], part => Assert.Contains(part, output.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void The_end_says_how_many_are_ready()
    {
        Assert.Equal("All 9 Databases are ready; 2.0 s, 120 reconciles, 3 errors", UpText.End(At(2, 9)));
        Assert.Equal("4 of 9 Databases are ready; 2.0 s", UpText.End(At(2, 4) with { Operator = null }));
    }

    private static UpProgress UnderChaos(double seconds) => At(seconds, 4) with
    {
        Replicas = [new ReplicaProgress("replica-0", ReplicaState.Running, 71, 86, 90, 1, 12, 0.31), new ReplicaProgress("replica-1", ReplicaState.Killed, 72, 85, 30, 2, 0, null)],
        Map = new FleetProgress(7, 256, 1, 2, 90, 12, "replica-0"),
        Chaos = new ChaosProgress(ChaosPhase.Faults, TimeSpan.FromSeconds(12), 55, null, [new ChaosEvent(1, "replica-1", ChaosAction.Kill)]),
    };

    private static int Int(JsonElement line, string name) => line.GetProperty(name).GetInt32();

    private static UpProgress At(double seconds, int ready) => new(TimeSpan.FromSeconds(seconds), 9, new PhaseCounts(0, 5, ready, 0), Metrics, 40);
}
