using System.Net;
using Actors.Engine.Tests;

namespace Actors.Operators.Link.Tests;

public sealed class BadInputTests : LinkTestBase
{
    private const string Bearer = $"Bearer {Secret}";

    private static readonly byte[] Good = RawLink.Frame("""{"to":"inbox","type":"note","body":{"number":7,"text":""}}""");

    /// <summary>What is well formed and means nothing here is left out, and the link goes on: so replicas of different versions get along.</summary>
    [Theory]
    [InlineData("""{"to":"nobody","type":"note","body":{"number":1,"text":""}}""", "nobody is reached at 'nobody'")]
    [InlineData("""{"type":"note","body":{"number":1,"text":""}}""", "nobody is reached at ''")]
    [InlineData("""{}""", "nobody is reached at ''")]
    [InlineData("""{"to":"inbox","type":"System.IO.FileInfo","body":{"number":1,"text":""}}""", "'System.IO.FileInfo' is nothing that is told to 'inbox'")]
    [InlineData("""{"to":"inbox","type":"reply","body":{"number":1,"text":""}}""", "'reply' is nothing that is told to 'inbox'")]
    [InlineData("""{"to":"absent","type":"question","body":{"number":1}}""", "'question' is nothing that is told to 'absent'")]
    [InlineData("""{"to":"inbox","body":{"number":1,"text":""}}""", "'' is nothing that is told to 'inbox'")]
    [InlineData("""{"to":"inbox","type":"note"}""", "a 'note' cannot be read: there is no body")]
    [InlineData("""{"to":"inbox","type":"note","body":null}""", "a 'note' cannot be read: null is no message")]
    [InlineData("""{"to":"inbox","type":"note","body":[1]}""", "a 'note' cannot be read: The JSON value could not be converted")]
    [InlineData("""{"to":"inbox","type":"note","body":{"number":"1","text":""}}""", "a 'note' cannot be read: The JSON value could not be converted")]
    [InlineData("""{"to":"inbox","type":"note","body":{"number":1,"text":null}}""", "a 'note' cannot be read: ")]
    [InlineData("""{"to":"inbox","type":"note","body":{"text":""}}""", "a 'note' cannot be read: ")]
    [InlineData("""{"to":"inbox","type":"note","body":{"number":-1,"text":""}}""", "a 'note' cannot be read: number: it is below 0")]
    public async Task What_means_nothing_is_refused_and_what_follows_is_told(string frame, string problem)
    {
        using var raw = new RawLink(There.Address);
        var (status, answer) = await raw.SendAsync([.. RawLink.Frame(frame), .. Good], Bearer);
        Assert.Equal((HttpStatusCode.OK, ""), (status, answer));
        await WhenNoted(static note => note.Number == 7);
        Assert.Single(Notes);
        Assert.Equal((1, 1), (There.ReceivedCount, There.RefusedCount));
        Assert.StartsWith($"Link from raw: 1 messages were refused since this was said last: {problem}", Log.Of(nameof(LinkLog.MessagesRefused)).Single(), StringComparison.Ordinal);
    }

    public static TheoryData<byte[], string> Garbage => new()
    {
        { RawLink.Frame("this is no JSON"), "a frame is not as it should be" },
        { RawLink.Frame(""), "a frame is not as it should be" },
        { RawLink.Frame("null"), "null is no frame" },
        { RawLink.Frame("[]"), "a frame is not as it should be" },
        { RawLink.Frame("""{"to":1}"""), "a frame is not as it should be" },
        { RawLink.Frame($"{new string('[', 100)}"), "a frame is not as it should be" },
        { [0, 0, 0], "the end came within the length of a frame" },
        { [0, 0, 0, 9, .. "{}"u8], "the end came within a frame of 9 bytes" },
        { [0x00, 0x40, 0x00, 0x01], "a frame of 4194305 bytes is longer than 4194304" },
        { [0xff, 0xff, 0xff, 0xff], "a frame of 4294967295 bytes is longer than 4194304" },
        { "PRI * HTTP/2.0\r\n"u8.ToArray(), "a frame of 1347569952 bytes is longer" },
    };

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_ends_the_link_and_its_sender_is_told_why(byte[] body, string problem)
    {
        using var raw = new RawLink(There.Address);
        var (status, answer) = await raw.SendAsync([.. Good, .. body], Bearer);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith($$"""{"refused":"{{problem}}""", answer[4..], StringComparison.Ordinal);
        Assert.Single(Notes);
        Assert.Contains(problem, Log.Of(nameof(LinkLog.LinkRefused)).Single(), StringComparison.Ordinal);

        // Nothing of the server has come to harm.
        Assert.Equal((HttpStatusCode.OK, ""), await raw.SendAsync(Good, Bearer));
    }

    [Theory]
    [InlineData("POST", "/link", "actors-link/2", "x", 400, "the header Link-Version is 'actors-link/2', and must be actors-link/1")]
    [InlineData("POST", "/link", null, "x", 400, "the header Link-Version is '', and must be actors-link/1")]
    [InlineData("POST", "/link", "actors-link/1", null, 400, "the header Link-From must say who asks")]
    [InlineData("GET", "/link", "actors-link/1", "x", 405, "a link is asked for by POST, not by GET")]
    [InlineData("POST", "/link/more", "actors-link/1", "x", 404, "there is no /link/more")]
    [InlineData("POST", "/", "actors-link/1", "x", 404, "there is no /")]
    public async Task A_request_that_asks_for_no_link_is_refused_with_a_reason(string method, string path, string? version, string? from, int status, string problem)
    {
        using var raw = new RawLink(There.Address);
        var answer = await raw.SendAsync(method == "GET" ? null : Good, Bearer, new HttpMethod(method), path, version, from);
        Assert.Equal(status, (int)answer.Status);
        Assert.StartsWith(problem, answer.Answer, StringComparison.Ordinal);
        Assert.Empty(Notes);
    }

    [Fact]
    public async Task A_server_that_refuses_is_named_in_the_log()
    {
        var server = await StartServerAsync(authentication: WithSecret("another-secret-that-is-long"));
        NewClient().RefAt(server.Address, TestProtocol.Inbox).Tell(new Note(1));
        await Log.WhenSaid(nameof(LinkLog.LinkFailed));
        Assert.Equal(
            $"Link to {server.Address} could not be made (1 times since this was said last): it answers 401 this is for other replicas of the operator, with a bearer token",
            Log.Of(nameof(LinkLog.LinkFailed))[0]);
        Assert.Contains("127.0.0.1 was not let in (1 requests since this was said last): it has another secret", Log.Of(nameof(LinkLog.NotLetIn)));
    }

    /// <summary>A client that meets a server which answers nonsense gives the link up, and says why.</summary>
    [Theory]
    [InlineData("""{"answer":1,"type":"note","body":{"number":1,"text":""}}""", "'note' is no answer to 'question'")]
    [InlineData("""{"answer":1,"type":"reply","body":{"number":"x"}}""", "the answer 'reply' cannot be read")]
    [InlineData("""{"to":"inbox"}""", "a frame is no answer")]
    [InlineData("{", "a frame is not as it should be")]
    [InlineData("""{"refused":"it does not like it"}""", "it refuses what it got: it does not like it")]
    public async Task An_answer_that_is_none_ends_the_link(string frame, string problem)
    {
        var server = new LinkServerOf(frame);
        var there = NewClient().RefAt(await server.StartAsync(Opened), TestProtocol.Inbox);
        await Assert.ThrowsAsync<TimeoutException>(() => Actors.AskAsync<Reply>(there, new Question(1), TimeSpan.FromMilliseconds(300)));
        using var patience = new CancellationTokenSource(Waiting.Limit);
        while (Log.Of(nameof(LinkLog.LinkBroke)).Count == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            there.Tell(new Note(1));
            await Waiting.LetThreadsGoOn();
        }

        Assert.Contains(problem, Log.Of(nameof(LinkLog.LinkBroke))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_to_what_was_not_asked_are_left_out()
    {
        var server = new LinkServerOf("""{"answer":-5,"type":"x"}""", """{"answer":99,"type":"x"}""", """{"answer":1,"type":"reply","body":{"number":3,"text":"yes","new":1}}""");
        var there = NewClient().RefAt(await server.StartAsync(Opened), TestProtocol.Inbox);
        Assert.Equal(new Reply(3, "yes"), await Actors.AskAsync<Reply>(there, new Question(1), Waiting.Limit));
    }

    /// <summary>A server that answers the first message of a link with these frames.</summary>
    private sealed class LinkServerOf(params string[] frames)
    {
        public async Task<string> StartAsync(Func<IAsyncDisposable, IAsyncDisposable> opened)
        {
            var server = await LoopbackHttp2.StartAsync(async context =>
            {
                await context.Response.Body.FlushAsync();
                await new LinkFrameReader(context.Request.Body, 1000).ReadAsync(context.RequestAborted);
                foreach (var frame in frames) await context.Response.Body.WriteAsync(RawLink.Frame(frame));
                await context.Response.Body.FlushAsync();
                while (await context.Request.Body.ReadAsync(new byte[100], context.RequestAborted) > 0)
                {
                    // It does not end by itself.
                }
            });
            opened(server);
            return server.Address;
        }
    }
}
