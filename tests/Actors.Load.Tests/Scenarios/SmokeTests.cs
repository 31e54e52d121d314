using Actors.Load.Commands;
using Actors.Load.Reports;

namespace Actors.Load.Tests;

/// <summary>A load run as a whole, with processes that are killed: for what is right, not for how fast it is.</summary>
public sealed class SmokeTests
{
    [Fact]
    public async Task Nothing_is_lost_and_nothing_done_twice_when_a_replica_is_killed()
    {
        var directory = Directory.CreateTempSubdirectory("actors-smoke-");
        try
        {
            var (json, html) = (Path.Combine(directory.FullName, "smoke.json"), Path.Combine(directory.FullName, "smoke.html"));
            Assert.Equal(0, await LoadCommands.Create().Parse(["smoke", "--resources", "100", "--rate", "50", "--seconds", "8", "--json", json, "--html", html]).InvokeAsync());
            var report = await Report.ReadJsonAsync(json, default);
            var round = Assert.Single(report.Rounds);
            Assert.Equal((400, 0, 0), (round.Changes, round.Lost, round.Doubles));
            Assert.Equal(400, round.ToBegin.Count);
            Assert.Equal(2, round.Marks.Count);
            Assert.NotEqual(0, round.Moves);
            Assert.Contains(round.Api, static one => one is { Verb: "watch", Resource: "databases", Bytes: > 0 });
            Assert.Contains("owners of the shards", await File.ReadAllTextAsync(html), StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_run_that_cannot_be_made_is_one_line_and_exit_code_1() =>
        Assert.Equal(1, await LoadCommands.Create().Parse(["churn", "--server", "http://127.0.0.1:9"]).InvokeAsync());
}
