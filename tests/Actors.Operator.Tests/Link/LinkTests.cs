using Actors.Engine.Tests;
using Actors.Kernel;

namespace Actors.Operators.Link.Tests;

public sealed class LinkTests : LinkTestBase
{
    private static readonly LinkOptions Roomy = new() { BufferedMax = 100_000 };

    [Fact]
    public async Task What_is_told_arrives_in_the_order_it_was_told()
    {
        var there = NewClient(Roomy).RefAt(There.Address, TestProtocol.Inbox);
        for (var i = 0; i < 20_000; i++) there.Tell(new Note(i));
        await WhenNoted(static note => note.Number == 19_999);
        Assert.Equal(Enumerable.Range(0, 20_000), Notes.Select(static note => note.Number));
        Assert.Empty(LostHere);
    }

    /// <summary>The age of requests is so small here that each is used once.</summary>
    [Fact]
    public async Task Nothing_is_lost_and_nothing_overtakes_when_a_request_takes_the_place_of_another()
    {
        var there = NewClient(Roomy with { RequestAgeMax = TimeSpan.Zero }).RefAt(There.Address, TestProtocol.Inbox);
        for (var i = 0; i < 50; i++)
        {
            for (var j = 0; j < 100; j++) there.Tell(new Note((i * 100) + j));
            await WhenNoted(note => note.Number >= i * 100);
        }

        await WhenNoted(static note => note.Number == 4_999);
        Assert.Equal(Enumerable.Range(0, 5_000), Notes.Select(static note => note.Number));
        Assert.Empty(LostHere);
        Assert.Empty(Log.Of(nameof(LinkLog.LinkBroke)));
    }

    [Fact]
    public async Task Who_asks_is_answered()
    {
        var there = NewClient().RefAt(There.Address, TestProtocol.Inbox);
        var asked = Enumerable.Range(0, 200).Select(i => Actors.AskAsync<Reply>(there, new Question(i), Waiting.Limit)).ToArray();
        Assert.Equal(Enumerable.Range(0, 200).Select(static i => i * 2), (await Task.WhenAll(asked)).Select(static reply => reply.Number));
    }

    [Fact]
    public async Task An_actor_that_asks_is_answered_by_the_reference_it_asked()
    {
        var there = NewClient().RefAt(There.Address, TestProtocol.Inbox);
        var answered = Waiting.Signal<(object, ActorRef?)>();
        var asker = Actors.Spawn(Acting.As((message, context) =>
        {
            if (message is Question) context.Tell(there, message);
            else answered.TrySetResult((message, context.Sender));
        }));
        asker.Tell(new Question(4));
        Assert.Equal((new Reply(8), there), await answered.Task.Soon());
    }

    [Fact]
    public async Task Of_several_answers_the_first_counts_and_the_others_are_dead_letters()
    {
        var replied = Waiting.Signal();
        There.Register(TestProtocol.Inbox, Actors.Spawn(Acting.As((_, context) =>
        {
            context.Reply(new Reply(1));
            context.Reply(new Reply(2));
            replied.TrySetResult();
        })));
        var there = NewClient().RefAt(There.Address, TestProtocol.Inbox);
        Assert.Equal(1, (await Actors.AskAsync<Reply>(there, new Question(0), Waiting.Limit)).Number);
        await replied.Task.Soon();
        Assert.Equal(new Reply(2), Assert.Single(LostThere).Message);
    }

    [Fact]
    public async Task What_is_no_answer_is_a_dead_letter_and_is_told()
    {
        There.Register(TestProtocol.Inbox, Actors.Spawn(Acting.As((_, context) => context.Reply(new Note(3)))));
        var there = NewClient().RefAt(There.Address, TestProtocol.Inbox);
        var asking = Actors.AskAsync<Note>(there, new Question(0), TimeSpan.FromMilliseconds(500));
        await Log.WhenSaid(nameof(LinkLog.MessagesRefused));
        Assert.Contains("Note is no answer to 'question'", Log.Of(nameof(LinkLog.MessagesRefused)).Single(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<TimeoutException>(() => asking);
        Assert.Equal(new Note(3), Assert.Single(LostThere).Message);
    }

    [Fact]
    public async Task What_is_told_to_an_actor_that_is_not_there_yet_is_a_dead_letter_there()
    {
        var client = NewClient();
        client.RefAt(There.Address, TestProtocol.Absent).Tell(new Note(1));
        client.RefAt(There.Address, TestProtocol.Inbox).Tell(new Note(2));
        await WhenNoted(static note => note.Number == 2);
        Assert.Equal(("/absent", new Note(1)), (Assert.Single(LostThere).Recipient.ToString(), LostThere.Single().Message));
        Assert.Equal((1, 1), (There.ReceivedCount, There.RefusedCount));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.1:0")]
    [InlineData("example.com/:80")]
    public void An_address_that_is_none_has_nobody(string address)
    {
        NewClient().RefAt(address, TestProtocol.Inbox).Tell(new Note(1));
        Assert.Equal(new Note(1), Assert.Single(LostHere).Message);
        Assert.Contains("no IP address and port", Log.Of(nameof(LinkLog.MessagesLost)).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_the_protocol_does_not_know_is_a_dead_letter()
    {
        var client = NewClient();
        client.RefAt(There.Address, TestProtocol.Inbox).Tell("text");
        Assert.Equal("text", Assert.Single(LostHere).Message);
        Assert.Equal((0, 1), (client.SentCount, client.LostCount));
        Assert.Throws<ArgumentException>(() => client.RefAt(There.Address, "nobody"));
    }

    [Fact]
    public void References_to_the_same_actor_are_equal()
    {
        var client = NewClient();
        Assert.Equal(client.RefAt("10.0.0.1:80", TestProtocol.Inbox), client.RefAt("10.0.0.1:80", TestProtocol.Inbox));
        Assert.NotEqual(client.RefAt("10.0.0.1:80", TestProtocol.Inbox), client.RefAt("10.0.0.2:80", TestProtocol.Inbox));
        Assert.NotEqual(client.RefAt("10.0.0.1:80", TestProtocol.Inbox), client.RefAt("10.0.0.1:80", TestProtocol.Absent));
        Assert.Equal("10.0.0.1:80/inbox", client.RefAt("10.0.0.1:80", TestProtocol.Inbox).ToString());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-200, true)]
    [InlineData(1, false)]
    public async Task The_longest_frame_arrives_and_a_longer_one_is_a_dead_letter(int more, bool arrives)
    {
        var envelope = """{"to":"inbox","type":"note","body":{"number":1,"text":""}}""".Length;
        var client = NewClient();
        var there = client.RefAt(There.Address, TestProtocol.Inbox);
        there.Tell(new Note(1, new string('x', (4 * 1024 * 1024) - envelope + more)));
        there.Tell(new Note(2));
        await WhenNoted(static note => note.Number == 2);
        Assert.Equal(arrives ? [1, 2] : [2], Notes.Select(static note => note.Number));
        Assert.Equal(arrives ? 0 : 1, LostHere.Count);
    }
}
