using System.Net;
using System.Net.Sockets;
using Actors.ApiServer.Http;
using Actors.Kernel;
using Actors.Operators.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Link;

/// <summary>
/// Takes what other replicas tell, over HTTP/2 without encryption (h2c), and answers what else they ask, by that or by HTTP/1.1 on the same port. Only replicas of the same operator are let
/// in, whatever they ask for: see <see cref="LinkAuthentication"/>.
/// </summary>
internal sealed class LinkServer : IAsyncDisposable
{
    // Of a fleet of that size. Whoever is not let in can connect, too.
    private const int ConnectionsMax = 1000;

    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(5);

    private readonly List<(PathString Prefix, RequestDelegate Answer)> _routes = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly IPEndPoint _endpoint;
    private readonly LinkDoor _door;
    private readonly LinkInbox _inbox;
    private readonly ILogger _log;
    private readonly LinkOptions _options;
    private WebApplication? _application;
    private bool _isClosed;

    /// <summary>Makes a server that does not listen yet.</summary>
    /// <param name="endpoint">Where others reach it; port 0 for any that is free.</param>
    /// <param name="protocol">What can be said.</param>
    /// <param name="authentication">Who is let in.</param>
    /// <param name="deadLetter">Gets what reaches nobody, on any thread.</param>
    /// <param name="log">Where trouble is told.</param>
    /// <param name="time">The clock; by default the machine's.</param>
    /// <param name="options">Limits; by default their defaults.</param>
    public LinkServer(
        IPEndPoint endpoint, LinkProtocol protocol, LinkAuthentication authentication, Action<DeadLetter> deadLetter, ILogger log, TimeProvider? time = null, LinkOptions? options = null)
    {
        (_endpoint, _log, _options) = (endpoint, log, options ?? new LinkOptions());
        var clock = time ?? TimeProvider.System;
        _door = new LinkDoor(authentication, log, new Seldom(clock, _options.LogPeriod), new Seldom(clock, _options.LogPeriod));
        _inbox = new LinkInbox(protocol, deadLetter, log, clock, _options, _stopping.Token);
        Map(LinkProtocol.Path, _inbox.AnswerAsync);
    }

    /// <summary>Where it listens, as IP address and port; empty before it does.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Ends what is answered when the server stops: long answers watch for it.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>How many messages were told to actors of this replica.</summary>
    public long ReceivedCount => _inbox.ReceivedCount;

    /// <summary>How many messages came that nobody here takes, or that are none.</summary>
    public long RefusedCount => _inbox.RefusedCount;

    /// <summary>From now on, what is told to a target of the protocol reaches this actor. Before, it is dead letters.</summary>
    /// <exception cref="ArgumentException">There is no such target.</exception>
    public void Register(string path, ActorRef target) => _inbox.Register(path, target);

    /// <summary>Has requests whose path begins with whole segments so answered, once they were let in. To be called before the start.</summary>
    public void Map(string prefix, RequestDelegate answer)
    {
        if (_application is not null) throw new InvalidOperationException($"'{prefix}' cannot be added: the replica link listens already");
        _routes.Add((prefix, answer));
    }

    /// <summary>Listens from now on.</summary>
    /// <exception cref="OperatorStartException">It cannot listen there.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        if (_endpoint.Address.Equals(IPAddress.Any) || _endpoint.Address.Equals(IPAddress.IPv6Any))
            throw new OperatorStartException($"{_endpoint} is no address at which other replicas reach this one; name the pod's with --link-address $(POD_IP):8090, or 127.0.0.1:0 on one machine");
        _application = Build();
        try
        {
            await _application.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw new OperatorStartException($"Other replicas cannot reach this one at {_endpoint}: {failure.Message.TrimEnd('.')}; choose another address with --link-address, with port 0 for any that is free", failure);
        }

        var bound = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Address = new IPEndPoint(_endpoint.Address, bound.Port).ToString();
        _log.LinkListens(Address);
    }

    /// <summary>Ends all links, and gives other answers a moment to end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, true)) return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_application is { } application)
        {
            using var patience = new CancellationTokenSource(_options.CloseTimeout);
            await application.StopAsync(patience.Token).ConfigureAwait(false);
            await application.DisposeAsync().ConfigureAwait(false);
        }

        _stopping.Dispose();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var http2 = new HandedConnections();
        // No answer waits for anything on the thread it is called on, and a feed sends as it writes instead of handing that to another thread.
        builder.WebHost.UseKestrelCore().UseSockets(static sockets => sockets.UnsafePreferInlineScheduling = true).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
            kestrel.Limits.Http2.KeepAlivePingDelay = PingPeriod;
            kestrel.Limits.Http2.KeepAlivePingTimeout = PingPeriod;
            kestrel.Listen(_endpoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                Http2Detection.Use(listen, http2);
            });
            kestrel.Listen(http2.EndPoint, static listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton<IConnectionListenerFactory>(http2);
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        var application = builder.Build();
        application.Run(AnswerAsync);
        return application;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!await _door.LetInAsync(context).ConfigureAwait(false)) return;
        var answer = _routes.Find(route => context.Request.Path.StartsWithSegments(route.Prefix, StringComparison.Ordinal)).Answer;
        if (answer is null)
        {
            await LinkDoor.RefuseAsync(context, StatusCodes.Status404NotFound, $"there is no {context.Request.Path}").ConfigureAwait(false);
            return;
        }

        try
        {
            await answer(context).ConfigureAwait(false);
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested && !_stopping.IsCancellationRequested)
        {
            _log.RouteFailed(context.Request.Path, failure);
            throw;
        }
    }
}
