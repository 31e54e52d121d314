using System.Threading.Channels;
using Actors.Kernel;
using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Link;

/// <summary>One link from another replica: reads messages from the request, writes answers to the response.</summary>
internal sealed class LinkReceiver : IDisposable
{
    private const int BatchBytes = 64 * 1024;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _life;
    private readonly CancellationTokenSource _age;

    // Has nothing to dispose of, and may be used after all else was.
    private readonly CancellationTokenSource _replaced = new();
    private readonly LinkInbox _inbox;
    private readonly HttpContext _context;
    private readonly Channel<Answer> _answers;
    private readonly LinkFrameWriter _frames;
    private readonly Seldom _refusedTold;

    public LinkReceiver(LinkInbox inbox, string from, HttpContext context, CancellationToken stopping)
    {
        (_inbox, From, _context) = (inbox, from, context);
        _answers = Channel.CreateBounded<Answer>(new BoundedChannelOptions(inbox.Options.BufferedMax) { SingleReader = true });
        _frames = new LinkFrameWriter(inbox.Options.FrameBytesMax);
        _refusedTold = new Seldom(inbox.Time, inbox.Options.LogPeriod);
        _age = new CancellationTokenSource(inbox.Options.RequestAgeMax * 1.5, inbox.Time);
        _life = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping, _age.Token, _replaced.Token);
    }

    /// <summary>Who has asked for it.</summary>
    public string From { get; }

    public bool IsOver => _life.IsCancellationRequested;

    /// <summary>Ends it; when this is done, nothing more is told of what it got.</summary>
    public async Task EndAsync()
    {
        await _replaced.CancelAsync().ConfigureAwait(false);
        await _ended.Task.ConfigureAwait(false);
    }

    /// <summary>Tells actors what comes, until the end.</summary>
    public async Task RunAsync()
    {
        try
        {
            _context.Response.Headers[LinkProtocol.VersionHeader] = LinkProtocol.Version;

            // The client gives nothing to the link before it has the headers.
            await _context.Response.Body.FlushAsync(_life.Token).ConfigureAwait(false);
            var answering = Task.Run(SendAnswersAsync);
            var problem = await ReadAsync().ConfigureAwait(false);
            _answers.Writer.TryComplete();
            await answering.ConfigureAwait(false);
            if (problem is not null) await RefuseAsync(problem).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // The link broke, or is to end: its client knows.
            _answers.Writer.TryComplete();
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>Takes an answer; false if nobody gets it any more, or it is none.</summary>
    public bool TryAnswer(long number, LinkMessage question, object message)
    {
        var definition = question.Answers.FirstOrDefault(one => one.Type == message.GetType());
        if (definition is null) TellRefused($"{message.GetType().Name} is no answer to '{question.Name}'");
        return definition is not null && _answers.Writer.TryWrite(new Answer(number, definition, message));
    }

    public void Lose(DeadLetter letter) => _inbox.Lose(letter);

    public void Dispose()
    {
        _ended.TrySetResult();
        _life.Dispose();
        _age.Dispose();
        _frames.Dispose();
    }

    /// <summary>What is wrong with what came; null if it ended in order.</summary>
    private async Task<string?> ReadAsync()
    {
        var frames = new LinkFrameReader(_context.Request.Body, _inbox.Options.FrameBytesMax);
        try
        {
            while (await frames.ReadAsync(_life.Token).ConfigureAwait(false) is { } frame)
            {
                if (_inbox.Deliver(frame, this) is { } problem) TellRefused(problem);
            }

            return null;
        }
        catch (LinkFrameException failure)
        {
            return failure.Message;
        }
    }

    private async Task RefuseAsync(string problem)
    {
        _inbox.Log.LinkRefused(From, problem);
        _frames.Clear();
        _frames.AddRefusal(problem);
        await _context.Response.Body.WriteAsync(_frames.Written, _life.Token).ConfigureAwait(false);
    }

    private async Task SendAnswersAsync()
    {
        try
        {
            while (await _answers.Reader.WaitToReadAsync(_life.Token).ConfigureAwait(false))
            {
                _frames.Clear();
                while (_frames.Written.Length < BatchBytes && _answers.Reader.TryRead(out var answer))
                {
                    if (!_frames.TryAdd(new LinkFrame(Answer: answer.Number), answer.Definition, answer.Message))
                        TellRefused($"an answer '{answer.Definition.Name}' is longer than {_inbox.Options.FrameBytesMax} bytes");
                }

                await _context.Response.Body.WriteAsync(_frames.Written, _life.Token).ConfigureAwait(false);
                await _context.Response.Body.FlushAsync(_life.Token).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // Answers that wait are lost with the link, and whoever asked waits no longer than it wants to.
            _answers.Writer.TryComplete();
        }
    }

    private void TellRefused(string problem)
    {
        if (_refusedTold.IsDue(1, out var count)) _inbox.Log.MessagesRefused(From, count, problem);
    }

    private readonly record struct Answer(long Number, LinkMessage Definition, object Message);
}

/// <summary>Who has asked from another replica: takes the first answer, later ones are dead letters.</summary>
internal sealed class AnswerRef(LinkReceiver receiver, long number, LinkMessage question) : ActorRef
{
    private int _isAnswered;

    public override ActorPath Path { get; } = ActorPath.Root / "link" / $"ask-{number}";

    public override void Tell(object message, ActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Interlocked.Exchange(ref _isAnswered, 1) == 0 && receiver.TryAnswer(number, question, message)) return;
        receiver.Lose(new DeadLetter(message, sender, this));
    }
}
