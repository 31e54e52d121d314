using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Cli.Inspection.Client;

namespace Actors.Cli.Inspection.Output;

/// <summary>Where a command's answer goes.</summary>
internal sealed class Printer(TextWriter output, TextWriter error, OutputFormat format)
{
    private readonly Ink _ink = Ink.For(output, IsTerminal(output));

    public OutputFormat Format => format;

    /// <summary>Whether somebody looks on: then lines are cut to the terminal, and there are colours.</summary>
    public bool IsForPeople { get; } = IsTerminal(output);

    public Ink Ink => _ink;

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private int? Width => IsForPeople && Console.WindowWidth > 0 ? Console.WindowWidth : null;

    /// <summary>Prints an answer as it is to be, and on standard error who has not answered.</summary>
    /// <param name="json">The answer.</param>
    /// <param name="type">What it is.</param>
    /// <param name="toTable">Prints it for people.</param>
    public void Show<T>(JsonElement json, JsonTypeInfo<T> type, Action<T> toTable)
    {
        if (format == OutputFormat.Table) toTable(Answers.Read(json, type));
        else output.WriteLine(JsonText.Of(json, format));
        WarnOfMissing(json);
    }

    /// <summary>Prints one record of a stream.</summary>
    public void ShowRecord<T>(JsonElement json, JsonTypeInfo<T> type, Action<T> toLine)
    {
        if (format == OutputFormat.Table) toLine(Answers.Read(json, type));
        else output.WriteLine(JsonText.OfStream(json, format));
        output.Flush();
    }

    public void Line(params IReadOnlyList<Cell> cells) => output.WriteLine(string.Concat(cells.Select(_ink.Paint)));

    /// <summary>Text of several lines, such as a stack trace.</summary>
    public void Block(string text, string indent)
    {
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')) output.WriteLine($"{indent}{Ink.Harmless(line)}");
    }

    public void Table(TextTable table, string indent = "")
    {
        foreach (var line in table.Lines(_ink, Width - indent.Length)) output.WriteLine($"{indent}{line}");
    }

    /// <summary>A name and a value, for descriptions as <c>kubectl describe</c> has them.</summary>
    public void Field(string name, Cell value) => Line($"{name + ":",-18}", value.Text.Length == 0 ? "-" : value);

    public void Warn(string message) => error.WriteLine(Ink.Harmless(message));

    private static bool IsTerminal(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    private void WarnOfMissing(JsonElement json)
    {
        if (!json.TryGetProperty("missing", out var missing) || missing.ValueKind != JsonValueKind.Array) return;
        foreach (var one in missing.EnumerateArray()) Warn($"warning: {one.GetProperty("replica")} is missing here: {one.GetProperty("problem")}");
    }
}
