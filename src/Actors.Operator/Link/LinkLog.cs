using System.Net;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Link;

/// <summary>What the link says in the log.</summary>
internal static partial class LinkLog
{
    [LoggerMessage(300, LogLevel.Information, "Other replicas reach this one at {Address}")]
    public static partial void LinkListens(this ILogger log, string address);

    [LoggerMessage(301, LogLevel.Warning, "Link to {Peer}: {Count} messages have reached nobody since this was said last: {Problem}")]
    public static partial void MessagesLost(this ILogger log, string peer, long count, string problem);

    [LoggerMessage(302, LogLevel.Warning, "Link to {Peer} could not be made ({Count} times since this was said last): {Problem}")]
    public static partial void LinkFailed(this ILogger log, string peer, long count, string problem);

    [LoggerMessage(303, LogLevel.Information, "Link to {Peer} broke ({Count} times since this was said last), what was on its way may be lost: {Problem}")]
    public static partial void LinkBroke(this ILogger log, string peer, long count, string problem);

    [LoggerMessage(304, LogLevel.Error, "Link to {Peer} ends, as something unforeseen happened to it; the next message makes another one")]
    public static partial void LinkFaulted(this ILogger log, string peer, Exception failure);

    [LoggerMessage(305, LogLevel.Warning, "Link from {Peer}: {Count} messages were refused since this was said last: {Problem}")]
    public static partial void MessagesRefused(this ILogger log, string peer, long count, string problem);

    [LoggerMessage(306, LogLevel.Warning, "Link from {Peer} is ended, as it does not speak " + LinkProtocol.Version + ": {Problem}")]
    public static partial void LinkRefused(this ILogger log, string peer, string problem);

    [LoggerMessage(307, LogLevel.Warning, "{Address} was not let in ({Count} requests since this was said last): {Problem}")]
    public static partial void NotLetIn(this ILogger log, IPAddress? address, long count, string problem);

    [LoggerMessage(308, LogLevel.Error, "Nobody can be let in ({Count} requests since this was said last): {Problem}")]
    public static partial void CannotCheck(this ILogger log, long count, string problem);

    [LoggerMessage(309, LogLevel.Error, "The answer to {Path} failed")]
    public static partial void RouteFailed(this ILogger log, string path, Exception failure);
}
