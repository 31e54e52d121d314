using System.Globalization;
using Actors.Cli.Up.Chaos;
using Actors.Cli.Up.Fleet;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Up;

/// <summary>A display that stays in its place on the terminal.</summary>
internal sealed class LiveView(TextWriter output) : IUpView
{
    private const int EventsShown = 6;

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public void Start(UpStart start, UpOptions options)
    {
        foreach (var line in UpText.Start(start, options)) _console.WriteLine(line);
    }

    public Task<T> RunAsync<T>(Func<Action<UpProgress>, Task<T>> run) =>
        _console.Live(new Text("starting …")).StartAsync(display => run(progress => display.UpdateTarget(Render(progress))));

    public void End(UpProgress last) => _console.WriteLine(UpText.End(last));

    public void Judge(ChaosVerdict verdict)
    {
        foreach (var line in VerdictText.Of(verdict)) _console.WriteLine(line);
    }

    private static Rows Render(UpProgress progress)
    {
        var phases = progress.Phases;
        var bar = new BreakdownChart { Width = 60 }
            .AddItem("ready", phases.Ready, Color.Green)
            .AddItem("provisioning", phases.Provisioning, Color.Yellow)
            .AddItem("pending", phases.Pending, Color.Grey)
            .AddItem("failed", phases.Failed, Color.Red);
        List<IRenderable> rows = [bar, new Text(""), Figures(progress)];
        if (progress.Replicas.Count > 0) rows.AddRange([new Text(""), Replicas(progress), new Text(UpText.Of(progress.Map))]);
        rows.AddRange(progress.Restarts.TakeLast(EventsShown).Select(static one => new Text(UpText.Of(one), new Style(Color.Grey))));
        if (progress.Chaos is { } chaos)
        {
            rows.Add(new Text(UpText.Of(chaos)));
            rows.AddRange(chaos.Events.TakeLast(EventsShown).Select(static one => new Text(UpText.Of(one), new Style(Color.Grey))));
        }

        return new Rows(rows);
    }

    private static Table Replicas(UpProgress progress)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var heading in Cells("replica", "state", "pid", "shards", "reconciles/s", "reconciles", "errors", "cpu"))
            table.AddColumn(new TableColumn(new Text(heading, new Style(Color.Grey))));
        foreach (var one in progress.Replicas)
        {
            table.AddRow(
                new Text(one.Name),
                new Text(UpText.Of(one.State), new Style(ColorOf(one.State))),
                new Text(one.Pid.ToString(CultureInfo.InvariantCulture)),
                new Text(UpText.Number(one.Shards)),
                new Text(one.ReconcilesPerSecond.ToString("N0", CultureInfo.InvariantCulture)),
                new Text(UpText.Number(one.Reconciles)),
                new Text(UpText.Number(one.Errors)),
                new Text(UpText.Processors(one)));
        }

        return table;
    }

    private static Color ColorOf(ReplicaState state) => state switch
    {
        ReplicaState.Running => Color.Green,
        ReplicaState.Killed or ReplicaState.Paused => Color.Red,
        _ => Color.Yellow,
    };

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
