using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Workloads.Tests;

namespace Actors.ApiServer.Tests.Http;

public sealed class AccountTokenTests : IAsyncLifetime
{
    private const string Accounts = "/api/v1/namespaces/default/serviceaccounts";
    private const string Own = AccountTokens.Issuer;

    private readonly StillClock _clock = new();
    private ServerFixture _server = null!;

    public async Task InitializeAsync()
    {
        _server = await ServerFixture.StartAsync(new ApiServerOptions { Token = "the-token", Time = _clock, CollectionDelay = Timeout.InfiniteTimeSpan });
        Show("the-token");
        await _server.SendAsync("POST", Accounts, """{"metadata":{"name":"a"}}""");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("""["link"]""", """["link"]""", """["link"]""")]
    [InlineData("""["link","other"]""", """["other","third"]""", """["other"]""")]
    [InlineData("[]", "[]", $"""["{Own}"]""")]
    [InlineData("[]", $"""["{Own}","link"]""", $"""["{Own}"]""")]
    [InlineData("""["link"]""", """["other"]""", null, "token audiences [\"link\"] is invalid for the target audiences [\"other\"]")]
    [InlineData("""["link"]""", "[]", null, $"token audiences [\"link\"] is invalid for the target audiences [\"{Own}\"]")]
    public async Task A_token_is_good_for_whom_it_was_made(string madeFor, string asked, string? audiences, string problem = "")
    {
        var status = await ReviewAsync(await TokenAsync(madeFor), asked);
        if (audiences is null)
        {
            Assert.Equal($$"""{"user":{},"error":{{JsonValue.Create($"[invalid bearer token, {problem}]").ToJsonString()}}}""", status.ToJsonString());
            return;
        }

        Assert.Equal((true, audiences), ((bool)status["authenticated"]!, status["audiences"]!.ToJsonString()));
        var user = status["user"]!;
        Assert.Equal("system:serviceaccount:default:a", (string?)user["username"]);
        Assert.Equal("""["system:serviceaccounts","system:serviceaccounts:default","system:authenticated"]""", user["groups"]!.ToJsonString());
        Assert.Equal(await UidAsync(), (string?)user["uid"]);
    }

    [Fact]
    public async Task It_is_good_for_its_time_and_as_long_as_its_account_is_there()
    {
        var token = await TokenAsync("""["link"]""", seconds: 600);
        _clock.Now += TimeSpan.FromSeconds(599);
        Assert.True((bool)(await ReviewAsync(token, """["link"]"""))["authenticated"]!);
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal("[invalid bearer token, service account token has expired]", (string?)(await ReviewAsync(token, """["link"]"""))["error"]);

        token = await TokenAsync("""["link"]""");
        var uid = await UidAsync();
        await _server.SendAsync("DELETE", $"{Accounts}/a");
        Assert.Equal("[invalid bearer token, serviceaccounts \"a\" not found]", (string?)(await ReviewAsync(token, """["link"]"""))["error"]);
        await _server.SendAsync("POST", Accounts, """{"metadata":{"name":"a"}}""");
        Assert.Equal($"[invalid bearer token, service account UID ({await UidAsync()}) does not match claim ({uid})]", (string?)(await ReviewAsync(token, """["link"]"""))["error"]);
    }

    [Fact]
    public async Task What_the_server_has_not_issued_is_not_known()
    {
        var token = await TokenAsync("[]");
        foreach (var wrong in new[] { token + "x", token[..^2], "x" + token, token.Replace('.', ','), "a.b.c", token.Split('.')[0] + ".e30.", token.Split('.')[0] + "." })
            Assert.Equal("""{"user":{},"error":"invalid bearer token"}""", (await ReviewAsync(wrong, "[]")).ToJsonString());
        Assert.Equal("system:admin", (string?)(await ReviewAsync("the-token", "[]"))["user"]!["username"]);
        Assert.Equal("invalid bearer token", (string?)(await ReviewAsync("the-token", """["link"]"""))["error"]);
    }

    [Fact]
    public async Task It_opens_the_server_if_it_was_made_for_that()
    {
        var (own, link) = (await TokenAsync("[]"), await TokenAsync("""["link"]"""));
        Assert.Equal("system:admin", await UserAsync());
        Show(own);
        Assert.Equal("system:serviceaccount:default:a", await UserAsync());
        Show(link);
        using var refused = await _server.Client.GetAsync(Accounts);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private void Show(string token) => _server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    private async Task<string> TokenAsync(string audiences, int seconds = 3600)
    {
        var (code, token) = await _server.SendAsync("POST", $"{Accounts}/a/token", $$$"""{"spec":{"audiences":{{{audiences}}},"expirationSeconds":{{{seconds}}}}}""");
        Assert.Equal(201, code);
        return (string)token["status"]!["token"]!;
    }

    private async Task<JsonNode> ReviewAsync(string token, string audiences)
    {
        var (code, review) = await _server.SendAsync("POST", "/apis/authentication.k8s.io/v1/tokenreviews", $$$"""{"spec":{"token":"{{{token}}}","audiences":{{{audiences}}}}}""");
        Assert.Equal(201, code);
        return review["status"]!;
    }

    private async Task<string?> UidAsync() => (string?)(await _server.SendAsync("GET", $"{Accounts}/a")).Body["metadata"]!["uid"];

    private async Task<string?> UserAsync() =>
        (string?)(await _server.SendAsync("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}")).Body["status"]!["userInfo"]!["username"];
}
