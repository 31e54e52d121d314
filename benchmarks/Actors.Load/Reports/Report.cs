using System.Text.Json;
using Actors.Load.Fleets;

namespace Actors.Load.Reports;

/// <summary>What a run has measured.</summary>
internal sealed record Report(string Title)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The command by which it was made.</summary>
    public string Command { get; init; } = "";

    public DateTimeOffset MadeAt { get; init; } = DateTimeOffset.UtcNow;

    public int Processors { get; init; } = Environment.ProcessorCount;

    public string Runtime { get; init; } = Environment.Version.ToString();

    public List<Figure> Figures { get; init; } = [];

    public List<RoundResult> Rounds { get; init; } = [];

    /// <summary>Whether nothing was lost and nothing done twice at once.</summary>
    public bool IsSound => Rounds.TrueForAll(static one => one is { Lost: 0, Doubles: 0 });

    /// <summary>Adds one round's value.</summary>
    /// <param name="subject">Of whom.</param>
    /// <param name="what">What.</param>
    /// <param name="value">How much.</param>
    /// <param name="unit">Of what.</param>
    /// <param name="goal">What the operator is to stay at or below; null for no goal.</param>
    public void Add(string subject, string what, double value, string unit, double? goal = null)
    {
        var figure = Figures.Find(one => one.Subject == subject && one.What == what);
        if (figure is null) Figures.Add(figure = new Figure(subject, what, unit, [], goal));
        figure.Values.Add(value);
    }

    public static async Task<Report> ReadJsonAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        try
        {
            return await JsonSerializer.DeserializeAsync<Report>(file, Json, cancellation) ?? throw new IOException($"{path} is empty");
        }
        catch (JsonException failure)
        {
            throw new IOException($"{path} is no report of a load run: {failure.Message}", failure);
        }
    }

    public async Task WriteJsonAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, this, Json, cancellation);
    }
}
