using System.Collections.Concurrent;
using Actors.Kubernetes.Configuration;
using Actors.Kubernetes.Configuration.Tests;
using Microsoft.AspNetCore.Http;

namespace Actors.Kubernetes.Tests;

/// <summary>What goes wrong between those who have to trust each other.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The source has no timer to dispose of.")]
public sealed class ReflectorTlsTests : ConnectionTest
{
    private readonly FakeApi _api = new();
    private readonly ConcurrentQueue<(bool IsWatch, string Protocol)> _asked = [];
    private volatile string _accepted = "Bearer first";
    private readonly CancellationTokenSource _expiry = new();

    public override async Task InitializeAsync()
    {
        for (var number = 0; number < 3; number++) _api.Put($"t{number}", "v");
        Server = await TestServer.StartAsync(Authority.Issue("server", ["127.0.0.1"]), AnswerAsync);
    }

    [Fact]
    public async Task A_token_that_expires_while_a_watch_is_open_is_read_anew()
    {
        var token = Folder.Write("token", "first");
        await using var follower = new Follower(Configuration() with { Credentials = new TokenFile(token) });
        await follower.ConvergeAsync(_api);
        await Condition.HoldsAsync(() => _api.OpenWatches == 1);

        // The old token is not good any more, and the watch that was opened with it is cut; the new one comes a little later.
        _accepted = "Bearer second";
        await _expiry.CancelAsync();
        _api.Delete("t1");
        await Condition.HoldsAsync(() => follower.Failures.Any(failure => failure.Code == 401));
        Folder.Write("token", "second");
        await follower.ConvergeAsync(_api);
        Assert.Contains("deleted t1", follower.Told);
        Assert.Equal("Bearer second", Server.Tokens.Last());
    }

    [Fact]
    public async Task A_server_whose_certificate_does_not_fit_is_told_of_and_not_talked_to()
    {
        await using var follower = new Follower(Configuration(new ServerTrust { Authority = PemSource.FromText(new TestAuthority("Wrong CA").Pem) }));
        await Condition.HoldsAsync(() => follower.Failures.Length >= 3);
        Assert.Contains("is not trusted", follower.Failures[0].Message, StringComparison.Ordinal);
        Assert.Empty(_api.Requests);
    }

    [Fact]
    public async Task A_watch_has_a_connection_and_a_thread_of_its_own()
    {
        await using var follower = new Follower(Configuration());
        await follower.ConvergeAsync(_api);
        await Condition.HoldsAsync(() => _api.OpenWatches == 1);
        Assert.Equal([(false, "HTTP/2"), (true, "HTTP/1.1")], _asked);
        for (var round = 0; !follower.IsToldByConnection; round++)
        {
            _api.Put("t1", $"v{round}");
            await follower.ConvergeAsync(_api);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _asked.Enqueue((context.Request.Query.ContainsKey("watch"), context.Request.Protocol));
        if (context.Request.Headers.Authorization != _accepted && context.Request.Headers.Authorization.Count > 0)
        {
            await FakeApi.FailAsync(context, 401, "Unauthorized");
            return;
        }

        await using var _ = _expiry.Token.Register(() =>
        {
            if (context.Request.Headers.Authorization != _accepted) context.Abort();
        });
        await _api.AnswerAsync(context);
    }
}
