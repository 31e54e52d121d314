using System.Text.Json;
using Actors.Cli.Up;

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
    public void The_end_says_how_many_are_ready()
    {
        Assert.Equal("All 9 Databases are ready; 2.0 s, 120 reconciles, 3 errors", UpText.End(At(2, 9)));
        Assert.Equal("4 of 9 Databases are ready; 2.0 s", UpText.End(At(2, 4) with { Operator = null }));
    }

    private static int Int(JsonElement line, string name) => line.GetProperty(name).GetInt32();

    private static UpProgress At(double seconds, int ready) => new(TimeSpan.FromSeconds(seconds), 9, new PhaseCounts(0, 5, ready, 0), Metrics, 40);
}
