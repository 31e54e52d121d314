using System.Globalization;
using Spectre.Console;

namespace Actors.Load.Reports;

/// <summary>A report on the terminal: a line for each figure, the subjects side by side.</summary>
internal static class ReportTable
{
    public static void Write(Report report)
    {
        string[] subjects = [.. report.Figures.Select(static one => one.Subject).Distinct()];
        var table = new Table().Title(report.Title.EscapeMarkup()).AddColumn("").AddColumn(new TableColumn("goal").RightAligned());
        foreach (var subject in subjects) table.AddColumn(new TableColumn(subject).RightAligned());
        foreach (var what in report.Figures.Select(static one => one.What).Distinct())
        {
            Figure?[] figures = [.. subjects.Select(subject => report.Figures.Find(one => one.Subject == subject && one.What == what))];
            var first = figures.First(static one => one is not null)!;
            table.AddRow([what.EscapeMarkup(), first.Goal is { } goal ? $"<= {Number(goal)} {first.Unit}" : "", .. figures.Select(Text)]);
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{report.Processors} processors, .NET {report.Runtime}");
        if (report.Rounds.Count > 0) AnsiConsole.WriteLine(report.IsSound ? "Nothing was lost, and nothing was done twice at once." : "Objects were lost, or reconciled twice at once.");
    }

    /// <summary>Two reports side by side.</summary>
    public static void WriteComparison(Report before, Report after)
    {
        var table = new Table().Title($"{before.Title} → {after.Title}".EscapeMarkup())
            .AddColumn("").AddColumn("").AddColumn(new TableColumn("before").RightAligned()).AddColumn(new TableColumn("after").RightAligned()).AddColumn(new TableColumn("times").RightAligned());
        foreach (var figure in before.Figures)
        {
            if (after.Figures.Find(one => one.Subject == figure.Subject && one.What == figure.What) is not { } then) continue;
            table.AddRow(figure.Subject.EscapeMarkup(), figure.What.EscapeMarkup(), Text(figure), Text(then), figure.Median == 0 ? "" : Number(then.Median / figure.Median));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>The median, and the spread of several rounds.</summary>
    public static string Text(Figure? figure) => figure switch
    {
        null => "",
        { Values.Count: 1 } => $"{Number(figure.Median)} {figure.Unit}",
        _ => $"{Number(figure.Median)} {figure.Unit} ({Number(figure.Least)}–{Number(figure.Most)})",
    };

    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
