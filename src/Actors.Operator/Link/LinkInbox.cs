using System.Collections.Concurrent;
using Actors.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Link;

/// <summary>Answers those who ask for a link. Of each client one link is read at a time, so that nothing overtakes what was told before.</summary>
internal sealed class LinkInbox(LinkProtocol protocol, Action<DeadLetter> deadLetter, ILogger log, TimeProvider time, LinkOptions options, CancellationToken stopping)
{
    private const int NameMax = 512;

    private readonly ConcurrentDictionary<string, ActorRef> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinkReceiver> _receivers = new(StringComparer.Ordinal);
    private long _receivedCount;
    private long _refusedCount;

    public LinkOptions Options => options;

    public TimeProvider Time => time;

    public ILogger Log => log;

    public long ReceivedCount => Volatile.Read(ref _receivedCount);

    public long RefusedCount => Volatile.Read(ref _refusedCount);

    public void Register(string path, ActorRef actor)
    {
        if (protocol.Find(path) is null) throw new ArgumentException($"'{path}' is no target of the replica link", nameof(path));
        _targets[path] = actor;
    }

    public async Task AnswerAsync(HttpContext context)
    {
        if (ProblemWith(context.Request) is var (status, problem) && status != StatusCodes.Status200OK)
        {
            log.LinkRefused(context.Connection.RemoteIpAddress?.ToString() ?? "", problem);
            await LinkDoor.RefuseAsync(context, status, problem).ConfigureAwait(false);
            return;
        }

        // It is open for long, and says nothing for long.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        using var receiver = new LinkReceiver(this, context.Request.Headers[LinkProtocol.FromHeader].ToString(), context, stopping);
        var former = Replace(receiver);
        try
        {
            if (former is not null) await former.EndAsync().ConfigureAwait(false);
            await receiver.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            Forget(receiver);
        }
    }

    /// <summary>Tells what came to the actor it is for.</summary>
    /// <returns>Why that cannot be done; null if it was.</returns>
    public string? Deliver(LinkFrame frame, LinkReceiver receiver)
    {
        var problem = protocol.Find(frame.To) is not { } target ? $"nobody is reached at '{frame.To}'"
            : target.Find(frame.Type) is not { } definition ? $"'{frame.Type}' is nothing that is told to '{frame.To}'"
            : Deliver(frame, target, definition, receiver);
        Interlocked.Increment(ref problem is null ? ref _receivedCount : ref _refusedCount);
        return problem;
    }

    public void Lose(DeadLetter letter) => deadLetter(letter);

    private string? Deliver(LinkFrame frame, LinkTarget target, LinkMessage definition, LinkReceiver receiver)
    {
        object message;
        try
        {
            message = definition.Read(frame.Body);
        }
        catch (System.Text.Json.JsonException failure)
        {
            return $"a '{definition.Name}' cannot be read: {failure.Message}";
        }

        var sender = frame.Ask is { } number && definition.Answers.Count > 0 ? new AnswerRef(receiver, number, definition) : null;
        if (_targets.TryGetValue(target.Path, out var actor))
        {
            actor.Tell(message, sender);
            return null;
        }

        deadLetter(new DeadLetter(message, sender, new AbsentRef(target, deadLetter)));
        return $"'{target.Path}' is not there yet";
    }

    private LinkReceiver? Replace(LinkReceiver receiver)
    {
        lock (_receivers)
        {
            var former = _receivers.GetValueOrDefault(receiver.From);

            // Its client has given it up, and may have got another one already.
            if (receiver.IsOver) return null;
            _receivers[receiver.From] = receiver;
            return former;
        }
    }

    private void Forget(LinkReceiver receiver)
    {
        lock (_receivers)
        {
            if (_receivers.TryGetValue(receiver.From, out var current) && ReferenceEquals(current, receiver)) _receivers.Remove(receiver.From);
        }
    }

    private static (int Status, string Problem) ProblemWith(HttpRequest request)
    {
        var (version, from) = (request.Headers[LinkProtocol.VersionHeader].ToString(), request.Headers[LinkProtocol.FromHeader].ToString());
        if (request.Path.Value != LinkProtocol.Path) return (StatusCodes.Status404NotFound, $"there is no {request.Path}");
        if (request.Method != HttpMethods.Post) return (StatusCodes.Status405MethodNotAllowed, $"a link is asked for by POST, not by {request.Method}");
        if (version != LinkProtocol.Version) return (StatusCodes.Status400BadRequest, $"the header {LinkProtocol.VersionHeader} is '{version}', and must be {LinkProtocol.Version}");
        return from.Length is > 0 and <= NameMax
            ? (StatusCodes.Status200OK, "")
            : (StatusCodes.Status400BadRequest, $"the header {LinkProtocol.FromHeader} must say who asks, in at most {NameMax} characters");
    }

    /// <summary>A target that no actor was registered for.</summary>
    private sealed class AbsentRef(LinkTarget target, Action<DeadLetter> deadLetter) : ActorRef
    {
        public override ActorPath Path { get; } = LinkProtocol.PathOf(target.Path);

        public override void Tell(object message, ActorRef? sender = null) => deadLetter(new DeadLetter(message, sender, this));
    }
}
