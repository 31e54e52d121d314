using System.Collections.Concurrent;
using System.Net;
using Actors.Engine;
using Actors.Engine.Tests;
using Actors.Kernel;

namespace Actors.Operators.Link.Tests;

/// <summary>Two replicas with a real connection between them: "here" tells, "there" is told. There notes are kept and questions answered.</summary>
public abstract class LinkTestBase : IAsyncLifetime
{
    private protected const string Secret = "a-secret-that-is-long-enough";

    private readonly ConcurrentQueue<Note> _notes = new();
    private readonly ConcurrentQueue<(Func<Note, bool> IsIt, TaskCompletionSource Seen)> _awaited = new();
    private readonly List<IAsyncDisposable> _open = [];

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("link").FullName;

    private protected CapturedLog Log { get; } = new();

    private protected ConcurrentQueue<DeadLetter> LostHere { get; } = new();

    private protected ConcurrentQueue<DeadLetter> LostThere { get; } = new();

    private protected ActorSystem Actors { get; } = new();

    /// <summary>What is used by the server's side.</summary>
    private protected LinkServer There { get; private set; } = null!;

    private protected IReadOnlyList<Note> Notes => [.. _notes];

    public virtual async Task InitializeAsync() => There = await StartServerAsync();

    public async Task DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(_open)) await one.DisposeAsync();
        await Actors.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private protected LinkAuthentication WithSecret(string secret = Secret, TimeProvider? time = null)
    {
        var file = Path.Combine(Folder, Guid.NewGuid().ToString("N"));
        File.WriteAllText(file, secret + "\n");
        return new SharedSecret(file, time ?? TimeProvider.System);
    }

    private protected async Task<LinkServer> StartServerAsync(
        int port = 0, LinkAuthentication? authentication = null, TimeProvider? time = null, LinkOptions? options = null, Action<LinkServer>? prepare = null)
    {
        var server = Opened(new LinkServer(
            new IPEndPoint(IPAddress.Loopback, port), TestProtocol.Instance, authentication ?? WithSecret(), LostThere.Enqueue, Log, time, options));
        server.Register(TestProtocol.Inbox, Actors.Spawn(Acting.As(Receive)));
        prepare?.Invoke(server);
        await server.StartAsync();
        return server;
    }

    private protected LinkClient NewClient(LinkOptions? options = null, TimeProvider? time = null, LinkAuthentication? authentication = null, LinkProtocol? protocol = null) =>
        Opened(new LinkClient("replica-0", protocol ?? TestProtocol.Instance, authentication ?? WithSecret(), LostHere.Enqueue, Log, time, options));

    private protected T Opened<T>(T one)
        where T : IAsyncDisposable
    {
        _open.Add(one);
        return one;
    }

    /// <summary>Ends when such a note has arrived there.</summary>
    private protected Task WhenNoted(Func<Note, bool> isIt)
    {
        var seen = Waiting.Signal();
        _awaited.Enqueue((isIt, seen));
        if (_notes.Any(isIt)) seen.TrySetResult();
        return seen.Task.Soon();
    }

    /// <summary>Asks until there is an answer: a question that was on its way when a link broke has none.</summary>
    private protected async Task<Reply> AskUntilAnsweredAsync(ActorRef there, int number)
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        while (true)
        {
            try
            {
                return await Actors.AskAsync<Reply>(there, new Question(number), TimeSpan.FromMilliseconds(200), patience.Token);
            }
            catch (TimeoutException) when (!patience.IsCancellationRequested)
            {
                // It is asked again.
            }
        }
    }

    private void Receive(object message, ActorContext context)
    {
        if (message is Question question) context.Reply(new Reply(question.Number * 2));
        if (message is not Note note) return;
        _notes.Enqueue(note);
        foreach (var (isIt, seen) in _awaited)
        {
            if (isIt(note)) seen.TrySetResult();
        }
    }
}
