using Actors.Kernel;
using Microsoft.Extensions.Logging;

namespace Actors.Engine;

/// <summary>What the engine says in the log.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Error, "{Actor} failed: {Directive}")]
    public static partial void Failed(this ILogger log, ActorPath actor, string directive, Exception failure);

    [LoggerMessage(2, LogLevel.Critical, "A failure of {Actor} reached the root: the actor system stops, nothing it holds can be trusted")]
    public static partial void Fatal(this ILogger log, ActorPath actor, Exception failure);

    [LoggerMessage(3, LogLevel.Warning, "{Actor} has been handling {MessageType} for {Elapsed:0} ms or more; a behaviour must not block")]
    public static partial void SlowBehaviour(this ILogger log, ActorPath actor, string messageType, double elapsed);

    [LoggerMessage(4, LogLevel.Information, "Dead letter {Number}: {MessageType} from {Sender} to {Recipient}")]
    public static partial void DeadLetter(this ILogger log, long number, string messageType, string sender, ActorPath recipient);

    [LoggerMessage(5, LogLevel.Information, "No more dead letters are logged for {Suspension}; set akka.log-dead-letters to change that")]
    public static partial void DeadLettersSuspended(this ILogger log, TimeSpan suspension);

    [LoggerMessage(6, LogLevel.Information, "{Count} dead letters were not logged in the meantime")]
    public static partial void DeadLettersResumed(this ILogger log, long count);

    [LoggerMessage(7, LogLevel.Debug, "{Actor} does not handle {MessageType} from {Sender}")]
    public static partial void Unhandled(this ILogger log, ActorPath actor, string messageType, string sender);

    [LoggerMessage(8, LogLevel.Warning, "{Actor} did not stop within {Timeout} and is left behind; effects still running below it: {Effects}")]
    public static partial void LeftBehind(this ILogger log, ActorPath actor, TimeSpan timeout, string effects);
}
