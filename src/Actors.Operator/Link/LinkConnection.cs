using System.Net;
using System.Text;
using System.Text.Json;
using Actors.Kernel;
using Actors.Kubernetes.Configuration;

namespace Actors.Operators.Link;

/// <summary>The other side does not give a link; the message says why.</summary>
internal sealed class LinkRefusedException(string problem) : Exception(problem);

/// <summary>One request to a peer: messages in its body, answers in that of its response.</summary>
internal sealed class LinkConnection : IAsyncDisposable
{
    private const int ReasonBytesMax = 500;

    // An answer that has taken longer is hardly waited for.
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(30);

    private readonly LinkWire _wire;
    private readonly OutgoingBody _body = new();
    private readonly CancellationTokenSource _life;
    private readonly Question[] _questions;
    private readonly long _madeAt;
    private HttpResponseMessage? _response;
    private Stream? _stream;
    private Task<string> _reading = Task.FromResult("");
    private long _lastQuestion;
    private long _askedAt;

    private LinkConnection(LinkWire wire)
    {
        _wire = wire;
        _questions = new Question[wire.Options.BufferedMax];
        _madeAt = _askedAt = wire.Time.GetTimestamp();
        _life = new CancellationTokenSource(wire.Options.RequestTimeout, wire.Time);
    }

    public bool IsOpen => !_reading.IsCompleted;

    /// <summary>Ends with the connection, and says why it has ended.</summary>
    public Task<string> Ended => _reading;

    /// <summary>Whether it is time for the next one. One by which a question was sent not long ago is kept a little: its answer would be lost.</summary>
    public bool IsOld
    {
        get
        {
            var (age, max) = (_wire.Time.GetElapsedTime(_madeAt), _wire.Options.RequestAgeMax);
            return age >= max && (_lastQuestion == 0 || _wire.Time.GetElapsedTime(_askedAt) >= AnswerMax || age >= max * 1.25);
        }
    }

    /// <exception cref="LinkRefusedException">The other side refuses.</exception>
    public static async Task<LinkConnection> OpenAsync(LinkWire wire, string address, CancellationToken cancellation)
    {
        var connection = new LinkConnection(wire);
        try
        {
            await connection.OpenAsync(address, cancellation).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether a failure is one that connections have.</summary>
    public static bool IsOfLinks(Exception failure) =>
        failure is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or LinkRefusedException or KubernetesCredentialException;

    /// <summary>Remembers whom to answer. So many questions are kept: of more, the oldest.</summary>
    /// <returns>The number to send with the question.</returns>
    public long Ask(DeadLetter question, LinkMessage definition)
    {
        var number = ++_lastQuestion;
        _askedAt = _wire.Time.GetTimestamp();
        lock (_questions) _questions[number % _questions.Length] = new Question(number, question, definition);
        return number;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> frames, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_wire.Options.RequestTimeout, _wire.Time);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        await _stream!.WriteAsync(frames, given.Token).ConfigureAwait(false);
        await _stream.FlushAsync(given.Token).ConfigureAwait(false);
    }

    /// <summary>Ends it in order: when this is done, the other side has read all.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        _body.End();
        Task ending = _reading.WaitAsync(_wire.Options.CloseTimeout, _wire.Time, cancellation);
        await ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync().ConfigureAwait(false);
        _body.End();
        _response?.Dispose();
        await _reading.ConfigureAwait(false);
        _life.Dispose();
    }

    private async Task OpenAsync(string address, CancellationToken cancellation)
    {
        using var given = cancellation.UnsafeRegister(static life => ((CancellationTokenSource)life!).Cancel(), _life);
        _response = await _wire.AskForLinkAsync(address, _body, _life.Token).ConfigureAwait(false);
        if (_response.StatusCode != HttpStatusCode.OK) throw new LinkRefusedException(await ReadReasonAsync().ConfigureAwait(false));
        _stream = await _body.Stream.WaitAsync(_life.Token).ConfigureAwait(false);
        var answers = await _response.Content.ReadAsStreamAsync(_life.Token).ConfigureAwait(false);
        _life.CancelAfter(Timeout.InfiniteTimeSpan);
        _reading = Task.Run(() => ReadAsync(new LinkFrameReader(answers, _wire.Options.FrameBytesMax)), CancellationToken.None);
    }

    private async Task<string> ReadReasonAsync()
    {
        var body = await _response!.Content.ReadAsStreamAsync(_life.Token).ConfigureAwait(false);
        var text = new byte[ReasonBytesMax];
        var length = await body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, _life.Token).ConfigureAwait(false);
        return $"it answers {(int)_response.StatusCode} {Encoding.UTF8.GetString(text, 0, length).Trim()}";
    }

    private async Task<string> ReadAsync(LinkFrameReader frames)
    {
        try
        {
            while (await frames.ReadAsync(_life.Token).ConfigureAwait(false) is { } frame)
            {
                if (frame.Refused is { } problem) return $"it refuses what it got: {problem}";
                Take(frame);
            }

            return "it was ended by the other side";
        }
        catch (Exception failure) when (IsOfLinks(failure) || failure is LinkFrameException)
        {
            return failure.Message;
        }
    }

    private void Take(LinkFrame frame)
    {
        if (frame.Answer is not { } number) throw new LinkFrameException("a frame is no answer");
        if (TakeQuestion(number) is not { Letter: { } question } asked) return; // Nobody waits for it any more.
        var definition = asked.Definition!.Answers.FirstOrDefault(one => one.Name == frame.Type)
            ?? throw new LinkFrameException($"'{frame.Type}' is no answer to '{asked.Definition.Name}'");
        try
        {
            question.Sender!.Tell(definition.Read(frame.Body), question.Recipient);
        }
        catch (JsonException failure)
        {
            throw new LinkFrameException($"the answer '{frame.Type}' cannot be read: {failure.Message}", failure);
        }
    }

    private Question? TakeQuestion(long number)
    {
        if (number <= 0) return null;
        lock (_questions)
        {
            ref var slot = ref _questions[number % _questions.Length];
            if (slot.Number != number) return null;
            var found = slot;
            slot = default;
            return found;
        }
    }

    private readonly record struct Question(long Number, DeadLetter? Letter, LinkMessage? Definition);
}
