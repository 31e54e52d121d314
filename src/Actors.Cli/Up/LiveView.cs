using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Up;

/// <summary>A display that stays in its place on the terminal.</summary>
internal sealed class LiveView(TextWriter output) : IUpView
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public void Start(UpStart start, UpOptions options)
    {
        foreach (var line in UpText.Start(start, options)) _console.WriteLine(line);
    }

    public Task<int> RunAsync(Func<Action<UpProgress>, Task<int>> run) =>
        _console.Live(new Text("starting …")).StartAsync(display => run(progress => display.UpdateTarget(Render(progress))));

    public void End(UpProgress last) => _console.WriteLine(UpText.End(last));

    private static Rows Render(UpProgress progress)
    {
        var phases = progress.Phases;
        var bar = new BreakdownChart { Width = 60 }
            .AddItem("ready", phases.Ready, Color.Green)
            .AddItem("provisioning", phases.Provisioning, Color.Yellow)
            .AddItem("pending", phases.Pending, Color.Grey)
            .AddItem("failed", phases.Failed, Color.Red);
        return new Rows(bar, new Text(""), Figures(progress));
    }

    private static Grid Figures(UpProgress progress)
    {
        var metrics = progress.Operator;
        var grid = new Grid().AddColumn().AddColumn().AddColumn().AddColumn().AddColumn().AddColumn();
        grid.AddRow(Cells("time", "ready", "reconciles/s", "queue", "running", "errors").Select(static cell => (IRenderable)new Text(cell, new Style(Color.Grey))).ToArray());
        grid.AddRow(Cells(
            progress.Elapsed.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
            $"{UpText.Number(progress.Phases.Ready)}/{UpText.Number(progress.Wanted)}",
            progress.ReconcilesPerSecond.ToString("N0", CultureInfo.InvariantCulture),
            Figure(metrics?.Queue),
            Figure(metrics?.Active),
            Figure(metrics?.Errors)).Select(static cell => (IRenderable)new Text(cell)).ToArray());
        return grid;
    }

    private static string[] Cells(params string[] cells) => cells;

    private static string Figure(long? number) => number is { } known ? UpText.Number(known) : "?";
}
