using System.Collections.Concurrent;
using System.Net;
using Actors.Kernel;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Link;

/// <summary>What all links of a client share.</summary>
internal sealed class LinkWire : IDisposable
{
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Seldom> _lostTold = new(StringComparer.Ordinal);
    private readonly LinkAuthentication _authentication;
    private readonly Action<DeadLetter> _deadLetter;
    private readonly HttpMessageInvoker _http;
    private readonly string _from;
    private long _sentCount;
    private long _lostCount;

    public LinkWire(string replica, LinkAuthentication authentication, Action<DeadLetter> deadLetter, ILogger log, TimeProvider time, LinkOptions options)
    {
        (_authentication, _deadLetter, Log, Time, Options) = (authentication, deadLetter, log, time, options);

        // Another life of the replica must not be taken for this one.
        _from = $"{Uri.EscapeDataString(replica)}/{Guid.NewGuid():N}";
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = options.RequestTimeout,
            KeepAlivePingDelay = PingPeriod,
            KeepAlivePingTimeout = PingPeriod,
            UseCookies = false,
            UseProxy = false,
        });
    }

    public ILogger Log { get; }

    public TimeProvider Time { get; }

    public LinkOptions Options { get; }

    public long SentCount => Volatile.Read(ref _sentCount);

    public long LostCount => Volatile.Read(ref _lostCount);

    public void Sent(int count) => Interlocked.Add(ref _sentCount, count);

    /// <summary>A message reaches nobody.</summary>
    public void Lose(string address, DeadLetter letter, string problem)
    {
        Interlocked.Increment(ref _lostCount);
        _deadLetter(letter);
        if (_lostTold.GetOrAdd(address, static (_, wire) => wire.NewSeldom(), this).IsDue(1, out var count)) Log.MessagesLost(address, count, problem);
    }

    public Seldom NewSeldom() => new(Time, Options.LogPeriod);

    /// <summary>A peer is not used any more.</summary>
    public void Forget(string address) => _lostTold.TryRemove(address, out _);

    /// <summary>Asks for a link; the answer comes when the other side has let this one in.</summary>
    public async Task<HttpResponseMessage> AskForLinkAsync(string address, HttpContent content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{address}{LinkProtocol.Path}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        var token = await _authentication.GetTokenAsync(cancellation).ConfigureAwait(false);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        request.Headers.Add(LinkProtocol.VersionHeader, LinkProtocol.Version);
        request.Headers.Add(LinkProtocol.FromHeader, _from);
        return await _http.SendAsync(request, cancellation).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();
}
