using System.Net;
using System.Net.Sockets;

namespace Actors.Kubernetes.Configuration.Tests;

public sealed class AuthenticatingHandlerTests : ConnectionTest
{
    private readonly List<string> _bodies = [];
    private string? _accepted;

    public override async Task InitializeAsync() => Server = await TestServer.StartAsync(Authority.Issue("server", ["127.0.0.1"]), async context =>
    {
        using var reader = new StreamReader(context.Request.Body);
        _bodies.Add(await reader.ReadToEndAsync());
        context.Response.StatusCode = _accepted is null || context.Request.Headers.Authorization == _accepted ? 200 : 401;
    });

    [Fact]
    public async Task A_token_that_changes_in_its_file_is_seen_by_the_server()
    {
        var client = Connect(Configuration() with { Credentials = new TokenFile(Folder.Write("token", "first")) });
        await client.GetAsync("");
        Folder.Write("token", "second");
        Clock.AdvanceSeconds(1);
        await client.GetAsync("");
        Assert.Equal(["Bearer first", "Bearer second"], Server.Tokens);
        Assert.Single(Server.Connections);
    }

    [Fact]
    public async Task A_refused_token_is_replaced_and_the_request_sent_again()
    {
        var script = new ExecPluginScript(Folder);
        script.AnswerToken("first");
        var client = Connect(Configuration() with { Credentials = script.Plugin() });
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("")).StatusCode);
        _accepted = "Bearer second";
        script.AnswerToken("second");
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("", new StringContent("body"))).StatusCode);
        Assert.Equal(["Bearer first", "Bearer first", "Bearer second"], Server.Tokens);
        Assert.Equal(["", "body", "body"], _bodies);
        Assert.Equal(2, script.Runs);
    }

    /// <summary>The runtime wraps most of what sockets throw, and not all.</summary>
    [Fact]
    public async Task A_connection_that_breaks_is_always_told_in_the_same_way()
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => Connect(Configuration()).PostAsync("", new BrokenContent()));
        Assert.Equal(HttpRequestError.ConnectionError, failure.HttpRequestError);
    }

    [Fact]
    public async Task It_is_sent_again_once_and_only_if_there_is_something_else_to_show()
    {
        _accepted = "Bearer other";
        var script = new ExecPluginScript(Folder);
        script.AnswerToken("first");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Connect(Configuration() with { Credentials = script.Plugin() }).GetAsync("")).StatusCode);
        Assert.Equal(2, script.Runs);
        Assert.Equal(2, Server.Requests.Count);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Connect(Configuration() with { Credentials = new BearerToken("fixed") }).GetAsync("")).StatusCode);
        Assert.Equal(3, Server.Requests.Count);
    }

    [Fact]
    public async Task What_can_be_read_once_is_sent_once_but_the_next_request_has_a_fresh_token()
    {
        _accepted = "Bearer second";
        var client = Connect(Configuration() with { Credentials = new TokenFile(Folder.Write("token", "first")) });
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("")).StatusCode);
        Folder.Write("token", "second");
        using var once = new StreamContent(new MemoryStream([1]));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("", once)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("")).StatusCode);
        Assert.Equal(["Bearer first", "Bearer first", "Bearer second"], Server.Tokens);
    }

    [Fact]
    public async Task A_request_that_is_sent_again_by_its_sender_has_the_token_of_now()
    {
        using var connection = new KubernetesConnection(Configuration() with { Credentials = new TokenFile(Folder.Write("token", "first")) }, Clock);
        using var invoker = new HttpMessageInvoker(connection.Handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, Server.Address);
        using var first = await invoker.SendAsync(request, default);
        Folder.Write("token", "second");
        Clock.AdvanceSeconds(1);
        using var second = await invoker.SendAsync(request, default);
        Assert.Equal(["Bearer first", "Bearer second"], Server.Tokens);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("dev", "ops, too", "grâce")]
    public async Task The_impersonated_user_and_the_agent_are_on_each_request(params string[] groups)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>> { ["a/b"] = groups, ["none"] = [] };
        var client = Connect(Configuration() with
        {
            UserAgent = "test/1",
            Impersonation = new Impersonation { User = "grâce", Groups = groups, Uid = "7", Extra = extra },
        });
        await client.GetAsync("");
        var seen = Assert.Single(Server.Requests);
        Assert.Equal(["grâce"], seen["Impersonate-User"]);
        Assert.Equal(groups, seen["Impersonate-Group"]);
        Assert.Equal(["7"], seen["Impersonate-Uid"]);
        Assert.Equal(groups, seen["Impersonate-Extra-a%2Fb"]);
        Assert.Equal(["test/1"], seen["User-Agent"]);
    }

    [Theory]
    [InlineData("a\r\nAuthorization: Bearer stolen")]
    [InlineData("a\u0001b")]
    public void Nobody_can_smuggle_a_header_into_the_name_of_a_user(string name) =>
        Assert.Throws<KubernetesConfigurationException>(() => Connect(Configuration() with { Impersonation = new Impersonation { User = "a", Groups = [name] } }));

    [Fact]
    public async Task What_a_request_says_itself_stays()
    {
        var client = Connect(Configuration() with { Credentials = new BearerToken("t"), Impersonation = new Impersonation { User = "ada" } });
        using var request = new HttpRequestMessage(HttpMethod.Get, "");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer own");
        request.Headers.Add("Impersonate-User", "grace");
        request.Headers.Add("User-Agent", "own");
        await client.SendAsync(request);
        var seen = Assert.Single(Server.Requests);
        Assert.Equal(("Bearer own", "grace", "own"), (seen["Authorization"].Single(), seen["Impersonate-User"].Single(), seen["User-Agent"].Single()));
    }

    [Fact]
    public async Task Two_clusters_side_by_side_do_not_mix()
    {
        using var other = new TestAuthority("Other CA");
        await using var second = await TestServer.StartAsync(other.Issue("server", ["127.0.0.1"]));
        var here = Connect(Configuration() with { Credentials = new BearerToken("here") });
        var there = Connect(new KubernetesConfiguration
        {
            Server = second.Address,
            Trust = new ServerTrust { Authority = PemSource.FromText(other.Pem) },
            Credentials = new BearerToken("there"),
        });
        await Task.WhenAll(here.GetAsync(""), there.GetAsync(""), here.GetAsync(""));
        Assert.Equal(["Bearer here", "Bearer here"], Server.Tokens);
        Assert.Equal(["Bearer there"], second.Tokens);
    }

    private sealed class BrokenContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new SocketException((int)SocketError.NotConnected);

        protected override bool TryComputeLength(out long length)
        {
            length = 1;
            return true;
        }
    }
}
