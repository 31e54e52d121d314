using System.Text.Json.Serialization;

namespace Actors.Operators.Link.Tests;

internal sealed record Note(int Number, string Text = "");

internal sealed record Question(int Number);

internal sealed record Reply(int Number, string Text = "");

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Reply))]
internal sealed partial class TestJson : JsonSerializerContext;

internal static class TestProtocol
{
    public const string Inbox = "inbox";

    public const string Absent = "absent";

    private static readonly LinkMessage Noted = new LinkMessage<Note>("note", TestJson.Default.Note)
    {
        Check = static note => note.Number < 0 ? "number: it is below 0" : null,
    };

    public static LinkProtocol Instance { get; } = new(
        new LinkTarget(Inbox, [Noted, new LinkMessage<Question>("question", TestJson.Default.Question) { Answers = [new LinkMessage<Reply>("reply", TestJson.Default.Reply)] }]),
        new LinkTarget(Absent, [Noted]));
}
