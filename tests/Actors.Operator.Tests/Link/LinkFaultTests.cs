using System.Net;
using System.Net.Sockets;
using Actors.Engine.Tests;

namespace Actors.Operators.Link.Tests;

public sealed class LinkFaultTests : LinkTestBase
{
    [Fact]
    public async Task Over_links_that_break_each_message_arrives_once_at_most_and_in_order()
    {
        var proxy = Opened(new CuttableProxy(There.Address));
        var client = NewClient(new LinkOptions { BufferedMax = 1_000_000, BackoffMin = TimeSpan.FromMilliseconds(1) });
        var there = client.RefAt(proxy.Address, TestProtocol.Inbox);
        var told = 0;
        for (var round = 0; round < 20; round++)
        {
            var first = told;
            for (var i = 0; i < 2_000; i++) there.Tell(new Note(told++));
            await AskUntilAnsweredAsync(there, first);
            for (var i = 0; i < 200; i++) there.Tell(new Note(told++));
            proxy.Cut();
        }

        await AskUntilAnsweredAsync(there, 0);
        var numbers = Notes.Select(static note => note.Number).ToArray();
        Assert.Equal(numbers.Distinct().Order(), numbers);
        Assert.InRange(numbers.Length, told / 2, told);
        Assert.NotEmpty(Log.Of(nameof(LinkLog.LinkBroke)));
        Assert.Empty(Log.Of(nameof(LinkLog.LinkFaulted)));
        Assert.Empty(LostHere);
    }

    /// <summary>What is sent together arrives in part here before the link breaks: none of it may be sent again.</summary>
    [Fact]
    public async Task What_may_have_arrived_is_not_sent_again()
    {
        var proxy = Opened(new CuttableProxy(There.Address) { LetThrough = 100_000 });
        var there = NewClient(new LinkOptions { BackoffMin = TimeSpan.FromMilliseconds(1) }).RefAt(proxy.Address, TestProtocol.Inbox);
        var large = new Note(2, new string('x', 3_000_000));
        there.Tell(new Note(1));
        there.Tell(large);
        there.Tell(new Note(3));
        await WhenNoted(static note => note.Number == 1);
        proxy.LetThrough = long.MaxValue;
        proxy.Cut();
        await AskUntilAnsweredAsync(there, 0);
        there.Tell(new Note(4));
        await WhenNoted(static note => note.Number == 4);
        Assert.Equal([1, 3, 4], Notes.Select(static note => note.Number));
        Assert.Empty(LostHere);
    }

    [Fact]
    public async Task The_next_link_of_a_client_ends_the_former()
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var bodies = new[] { new OutgoingBody(), new OutgoingBody(), new OutgoingBody() };
        async Task<Stream> OpenAsync(OutgoingBody body, string from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{There.Address}{LinkProtocol.Path}")
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = body,
            };
            request.Headers.Add("Authorization", $"Bearer {Secret}");
            request.Headers.Add(LinkProtocol.VersionHeader, LinkProtocol.Version);
            request.Headers.Add(LinkProtocol.FromHeader, from);
            var response = await http.SendAsync(request, CancellationToken.None).Soon();
            return await response.Content.ReadAsStreamAsync();
        }

        var (former, other) = (await OpenAsync(bodies[0], "a"), await OpenAsync(bodies[1], "b"));
        var (formersEnd, othersEnd) = (former.ReadAsync(new byte[1]).AsTask(), other.ReadAsync(new byte[1]).AsTask());
        await OpenAsync(bodies[2], "a");
        Assert.Equal(0, await formersEnd.Soon());
        Assert.False(othersEnd.IsCompleted);
        foreach (var body in bodies) body.End();
        Assert.Equal(0, await othersEnd.Soon());
    }

    [Fact]
    public async Task A_replica_that_starts_again_at_the_same_address_is_reached_again()
    {
        var there = NewClient().RefAt(There.Address, TestProtocol.Inbox);
        Assert.Equal(2, (await AskUntilAnsweredAsync(there, 1)).Number);
        await There.DisposeAsync();
        await StartServerAsync(IPEndPoint.Parse(There.Address).Port);
        Assert.Equal(4, (await AskUntilAnsweredAsync(there, 2)).Number);
    }

    [Fact]
    public async Task What_waits_for_a_replica_that_is_started_later_arrives()
    {
        var address = FreeAddress();
        var there = NewClient(new LinkOptions { BackoffMin = TimeSpan.FromMilliseconds(1) }).RefAt(address, TestProtocol.Inbox);
        for (var i = 0; i < 10; i++) there.Tell(new Note(i));
        await Log.WhenSaid(nameof(LinkLog.LinkFailed));
        await StartServerAsync(IPEndPoint.Parse(address).Port);
        await WhenNoted(static note => note.Number == 9);
        Assert.Equal(Enumerable.Range(0, 10), Notes.Select(static note => note.Number));
        Assert.Empty(LostHere);
    }

    [Fact]
    public async Task What_does_not_fit_is_a_dead_letter_at_once_and_what_waits_too_long_is_one_then()
    {
        var time = new ManualTimeProvider();
        var options = new LinkOptions { BufferedMax = 20 };
        var client = NewClient(options, time);
        var there = client.RefAt(FreeAddress(), TestProtocol.Inbox);
        for (var i = 0; i < 30; i++) there.Tell(new Note(i));
        Assert.Equal(Enumerable.Range(20, 10), LostHere.Select(static one => ((Note)one.Message).Number));
        Assert.Contains("20 messages wait already", Assert.Single(Log.Of(nameof(LinkLog.MessagesLost))), StringComparison.Ordinal);

        await time.WhenSet(options.BackoffMin);
        time.Advance(options.WaitMax - TimeSpan.FromMilliseconds(1));
        await time.WhenSet(options.BackoffMin * 2);
        Assert.Equal(10, LostHere.Count);
        time.Advance(options.BackoffMin * 2);
        await time.WhenSet(options.IdleMax);
        Assert.Equal([.. Enumerable.Range(20, 10), .. Enumerable.Range(0, 20)], LostHere.Select(static one => ((Note)one.Message).Number));
        Assert.Equal((0, 30), (client.SentCount, client.LostCount));
        Assert.Single(Log.Of(nameof(LinkLog.MessagesLost)));
    }

    [Fact]
    public async Task A_reader_that_does_not_read_fills_the_buffer_and_holds_up_nobody()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var there = NewClient(new LinkOptions { BufferedMax = 20 }).RefAt(silent.LocalEndpoint.ToString()!, TestProtocol.Inbox);
        for (var i = 0; i < 1_000; i++) there.Tell(new Note(i));
        Assert.Equal(980, LostHere.Count);
    }

    [Fact]
    public async Task A_link_that_is_not_used_is_closed_and_made_anew_for_the_next_message()
    {
        var time = new ManualTimeProvider();
        var options = new LinkOptions();
        var client = NewClient(options, time);
        var there = client.RefAt(There.Address, TestProtocol.Inbox);
        Assert.Equal(2, (await Actors.AskAsync<Reply>(there, new Question(1), Waiting.Limit)).Number);
        Assert.Equal(1, client.PeerCount);
        await time.WhenSet(options.IdleMax);
        time.Advance(options.IdleMax);
        using var patience = new CancellationTokenSource(Waiting.Limit);
        while (client.PeerCount > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Waiting.LetThreadsGoOn();
        }

        Assert.Equal(4, (await Actors.AskAsync<Reply>(there, new Question(2), Waiting.Limit)).Number);
    }

    [Fact]
    public async Task What_is_told_while_the_link_closes_is_sent_or_a_dead_letter()
    {
        var client = NewClient(new LinkOptions { BufferedMax = 10_000, CloseTimeout = Waiting.Limit });
        var there = client.RefAt(There.Address, TestProtocol.Inbox);
        var isClosed = false;
        var told = 0;
        var telling = Task.Run(() =>
        {
            while (!Volatile.Read(ref isClosed)) there.Tell(new Note(told++));
            there.Tell(new Note(told++));
        });
        await WhenNoted(static note => note.Number == 1_000);
        await client.DisposeAsync();
        Volatile.Write(ref isClosed, true);
        await telling.Soon();
        Assert.Equal(told, client.SentCount + client.LostCount);
        Assert.Equal(client.LostCount, LostHere.Count);
        Assert.Contains(LostHere, one => one.Message.Equals(new Note(told - 1)));

        // Closed in order, all that was sent has been read.
        Assert.Equal(client.SentCount, There.ReceivedCount);
        Assert.Empty(Log.Of(nameof(LinkLog.LinkBroke)));
    }

    [Fact]
    public async Task A_link_to_nobody_is_closed_without_delay()
    {
        var time = new ManualTimeProvider();
        var client = NewClient(time: time);
        client.RefAt(FreeAddress(), TestProtocol.Inbox).Tell(new Note(1));
        await time.WhenSet(new LinkOptions().BackoffMin);
        await client.DisposeAsync().AsTask().Soon();
        Assert.Equal(new Note(1), Assert.Single(LostHere).Message);
    }

    [Fact]
    public async Task A_server_stops_while_links_are_open()
    {
        var there = NewClient().RefAt(There.Address, TestProtocol.Inbox);
        await AskUntilAnsweredAsync(there, 1);
        await There.DisposeAsync().AsTask().Soon();
    }

    /// <summary>An address at which nobody listens.</summary>
    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
