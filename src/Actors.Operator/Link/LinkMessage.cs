using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Operators.Link;

/// <summary>A type of message that may be told over the link. What comes in is read as one of these, and as nothing else.</summary>
/// <param name="name">Its name on the wire, the same in all versions.</param>
/// <param name="type">What it is here.</param>
internal abstract class LinkMessage(string name, Type type)
{
    public string Name => name;

    public Type Type => type;

    /// <summary>What may be answered to it. Empty, the default: nothing, and its sender is not known to the receiver.</summary>
    public IReadOnlyList<LinkMessage> Answers { get; init; } = [];

    public abstract void Write(Utf8JsonWriter writer, object message);

    /// <exception cref="JsonException">It is none.</exception>
    public abstract object Read(JsonElement body);

    /// <summary>The message as those that are sent in its place.</summary>
    public abstract IEnumerable<object> PartsOf(object message);
}

/// <inheritdoc/>
internal sealed class LinkMessage<T>(string name, JsonTypeInfo<T> json) : LinkMessage(name, typeof(T))
    where T : class
{
    /// <summary>What is wrong with a message that came in; null if nothing is. By default all that has the type's form is right.</summary>
    public Func<T, string?> Check { get; init; } = static _ => null;

    /// <summary>Makes several messages of one that can become longer than a frame. By default it is sent as it is.</summary>
    public Func<T, IEnumerable<T>> Split { get; init; } = static message => [message];

    public override void Write(Utf8JsonWriter writer, object message) => JsonSerializer.Serialize(writer, (T)message, json);

    public override object Read(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Undefined) throw new JsonException("there is no body");
        var message = body.Deserialize(json) ?? throw new JsonException("null is no message");
        return Check(message) is { } problem ? throw new JsonException(problem) : message;
    }

    public override IEnumerable<object> PartsOf(object message) => Split((T)message);
}
