using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Actors.Load;

/// <summary>What was measured.</summary>
internal sealed class Report(string title)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly List<Figure> _figures = [];

    /// <param name="subject">Of whom.</param>
    /// <param name="what">What.</param>
    /// <param name="value">How much.</param>
    /// <param name="unit">Of what.</param>
    /// <param name="goal">What the operator is to stay below; null for no goal.</param>
    public void Add(string subject, string what, double value, string unit, double? goal = null) => _figures.Add(new Figure(subject, what, value, unit, goal));

    /// <summary>A line for each figure, the subjects side by side.</summary>
    public void WriteTable()
    {
        string[] subjects = [.. _figures.Select(static one => one.Subject).Distinct()];
        var table = new Table().Title(title).AddColumn("").AddColumn(new TableColumn("goal").RightAligned());
        foreach (var subject in subjects) table.AddColumn(new TableColumn(subject).RightAligned());
        foreach (var what in _figures.Select(static one => one.What).Distinct())
        {
            Figure[] figures = [.. subjects.Select(subject => _figures.First(one => one.Subject == subject && one.What == what))];
            table.AddRow([what, figures[0].Goal is { } goal ? $"<= {goal} {figures[0].Unit}" : "", .. figures.Select(Text)]);
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}");
    }

    public async Task WriteJsonAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.Create(path);
        var whole = new { Title = title, Environment.ProcessorCount, Runtime = Environment.Version.ToString(), Figures = _figures };
        await JsonSerializer.SerializeAsync(file, whole, Json, cancellation);
    }

    private static string Text(Figure figure) => string.Create(CultureInfo.InvariantCulture, $"{figure.Value:0.###} {figure.Unit}");

    private sealed record Figure(string Subject, string What, double Value, string Unit, double? Goal);
}
