using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Operators.Link;

/// <summary>What is in a frame: a message to a target, an answer, or the last word before the link is ended.</summary>
/// <param name="To">The target's path, for a message.</param>
/// <param name="Ask">The number of the question, if the message is one: an answer has it, too.</param>
/// <param name="Answer">The number of the question, for an answer.</param>
/// <param name="Type">The name of the message's type.</param>
/// <param name="Body">The message.</param>
/// <param name="Refused">Why the link is ended: the other side does not understand what it got.</param>
internal sealed record LinkFrame(string? To = null, long? Ask = null, long? Answer = null, string? Type = null, JsonElement Body = default, string? Refused = null)
{
    /// <summary>The length, before each frame: four bytes, the highest first.</summary>
    public const int PrefixBytes = 4;
}

/// <summary>What is around messages, as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LinkFrame))]
internal sealed partial class LinkFrameJson : JsonSerializerContext;

/// <summary>What came over the link is not what the protocol says; the message tells what is wrong with it.</summary>
internal sealed class LinkFrameException(string problem, Exception? cause = null) : Exception(problem, cause);
