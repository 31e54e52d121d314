using System.Globalization;
using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>One thing that happened. Turned into text only when somebody is to read it.</summary>
/// <param name="Time">Ticks of 100 ns since the world began.</param>
/// <param name="Kind">What.</param>
/// <param name="Machine">Where, if on a machine.</param>
/// <param name="Actor">To whom.</param>
/// <param name="Other">The other actor in it: the sender of a message, the parent of a child.</param>
/// <param name="Message">The message, failure, effect or report.</param>
public readonly record struct TraceEvent(long Time, TraceKind Kind, Machine? Machine, ActorRef? Actor, ActorRef? Other, object? Message)
{
    private const int MessageLengthMax = 120;

    /// <summary>One line: time in seconds, machine, what, to whom, from whom, the message.</summary>
    public override string ToString()
    {
        var from = Other is null ? "" : $" from {Describe(Other)}";
        var message = Message is null ? "" : $": {Shorten(Text(Message))}";
        return string.Create(CultureInfo.InvariantCulture, $"{Time / 1e7,12:0.0000000} {Machine?.Name,-6} {Kind,-16} {(Actor is null ? "" : Describe(Actor))}{from}{message}");
    }

    private static string Text(object message) => message switch
    {
        Exception failure => $"{failure.GetType().Name}: {failure.Message}",
        Terminated { Actor: var dead } => $"Terminated {Describe(dead)}",
        _ => message.ToString() ?? "",
    };

    private static string Describe(ActorRef actor) => actor is SimulatedCell cell
        ? string.Create(CultureInfo.InvariantCulture, $"{cell.Machine.Name}:{cell.Path}#{cell.Life.Life}.{cell.Incarnation}")
        : actor.ToString();

    private static string Shorten(string text) => text.Length <= MessageLengthMax ? text : string.Concat(text.AsSpan(0, MessageLengthMax), "…");
}
