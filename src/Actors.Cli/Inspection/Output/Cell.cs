using System.Globalization;
using System.Numerics;

namespace Actors.Cli.Inspection.Output;

/// <summary>A piece of text in a table or line; where a table has nothing to say there is a dash.</summary>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string? text) => new(text ?? "");

    public static Cell Of<T>(T number)
        where T : INumber<T> => new(number.ToString("N0", CultureInfo.InvariantCulture));

    public static Cell Of<T>(T? number)
        where T : struct, INumber<T> => number is { } known ? Of(known) : "-";

    /// <summary>What is no good at all unless it is 0.</summary>
    public static Cell Bad<T>(T number)
        where T : INumber<T> => Of(number) with { Tone = T.IsZero(number) ? Tone.Plain : Tone.Bad };

    /// <summary>An object's state.</summary>
    public static Cell State(string state) => new(state, ToneOf(state));

    public static Tone ToneOf(string state) => state switch
    {
        "Backoff" or "Failed" or "Fenced" or "Lost" or "BackingOff" or "Expelled" => Tone.Bad,
        "Running" or "RunningDirty" or "Active" => Tone.Good,
        "Queued" or "Waiting" or "Paused" or "Deleting" or "Starting" or "Joining" or "Leaving" => Tone.Warning,
        _ => Tone.Plain,
    };
}
