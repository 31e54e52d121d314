using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Engine.Tests;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Operators.Hosting;
using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Link.Tests;

public sealed class AuthenticationTests : LinkTestBase
{
    private readonly ManualTimeProvider _time = new();
    private FakeTokenReviews _reviews = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _reviews = Opened(await FakeTokenReviews.StartAsync());
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("", 401)]
    [InlineData("Bearer", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Bearer wrong", 401)]
    [InlineData("Bearer " + Secret + "x", 401)]
    [InlineData("Bearer a-secret-that-is-long-enougH", 401)]
    [InlineData("Basic " + Secret, 401)]
    [InlineData(Secret, 401)]
    [InlineData("Bearer " + Secret, 200)]
    [InlineData("bearer " + Secret, 200)]
    public async Task Who_shows_the_secret_is_let_in_and_nobody_else_to_nothing(string? authorization, int status)
    {
        var server = await StartServerAsync(prepare: static server => server.Map("/apis", static context => context.Response.WriteAsync("objects")));
        using var raw = new RawLink(server.Address);
        Assert.Equal(status, (int)(await raw.SendAsync([], authorization)).Status);
        var (routed, answer) = await raw.SendAsync(null, authorization, HttpMethod.Get, "/apis/example.com/v1");
        Assert.Equal((status, status == 200), ((int)routed, answer == "objects"));
        Assert.Equal(status == 200 ? 404 : 401, (int)(await raw.SendAsync(null, authorization, HttpMethod.Get, "/other")).Status);
        Assert.Equal(status == 200 ? 404 : 401, (int)(await raw.SendAsync(null, authorization, HttpMethod.Get, "/apisx")).Status);
        Assert.Equal(status == 200 ? 0 : 1, Log.Of(nameof(LinkLog.NotLetIn)).Count);
    }

    [Fact]
    public async Task A_client_of_Kubernetes_reads_at_another_replica()
    {
        var server = await StartServerAsync(prepare: static server => server.Map("/api", static context =>
            context.Response.WriteAsync($$$"""{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"{{{context.Request.Protocol}}}"}}]}""")));
        using var one = WithSecret();
        using var client = one.NewClient(server.Address, "");
        var list = await client.Resource<V1ConfigMap>().ListAsync();
        Assert.Equal(("7", "HTTP/1.1"), (list.ResourceVersion, list.Items.Single().Metadata.Name));
        using var other = WithSecret("another-secret-that-is-long");
        using var stranger = other.NewClient(server.Address, "");
        Assert.True((await Assert.ThrowsAsync<KubernetesException>(() => stranger.Resource<V1ConfigMap>().ListAsync())).IsUnauthorized);
    }

    public static TheoryData<string, string, int, string> Tokens => new()
    {
        { "right", FakeTokenReviews.Good().ToJsonString(), 200, "" },
        { "one audience of two", FakeTokenReviews.Good(audiences: ["x", LinkAuthentication.DefaultAudience]).ToJsonString(), 200, "" },
        { "expired", """{"error":"[invalid bearer token, service account token has expired]"}""", 401, "its token is not valid: [invalid bearer token, service account token has expired]" },
        { "not authenticated", """{"authenticated":false}""", 401, "its token is not valid" },
        { "authenticated with an error", """{"authenticated":true,"error":"odd","audiences":["actors-replica-link"]}""", 401, "its token is not valid: odd" },
        { "another account", FakeTokenReviews.Good("system:serviceaccount:operators:other").ToJsonString(), 401, "it is system:serviceaccount:operators:other and not" },
        { "another namespace", FakeTokenReviews.Good("system:serviceaccount:x:database-operator").ToJsonString(), 401, "it is system:serviceaccount:x:database-operator and not" },
        { "nobody", """{"authenticated":true,"audiences":["actors-replica-link"]}""", 401, "it is nobody and not" },
        { "another audience", FakeTokenReviews.Good(audiences: "https://kubernetes.default.svc").ToJsonString(), 401, "its token is not for the audience actors-replica-link" },
        { "no audience", """{"authenticated":true,"user":{"username":"system:serviceaccount:operators:database-operator"}}""", 401, "its token is not for the audience" },
        { "server fails", "500", 503, "whose token it is cannot be found out" },
        { "server is overloaded", "429", 503, "whose token it is cannot be found out" },
        { "forbidden", "403", 503, "a ClusterRole has to let the operator create tokenreviews.authentication.k8s.io" },
        { "nonsense", "[]", 503, "the answer cannot be read" },
        { "no status", "null", 503, "" },
    };

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task The_api_server_says_who_is_let_in(string token, string answer, int status, string problem)
    {
        // A header has no blanks at its end, and a token has none at all.
        token = token.Replace(' ', '-');
        _reviews.Answers[token] = answer == "null" ? new JsonArray() : JsonNode.Parse(answer)!;
        var server = await StartServerAsync(authentication: WithTokens());
        using var raw = new RawLink(server.Address);
        Assert.Equal(status, (int)(await raw.SendAsync([], $"Bearer {token}")).Status);
        Assert.Equal((token, """["actors-replica-link"]"""), Assert.Single(_reviews.Asked));
        var told = status == 503 ? nameof(LinkLog.CannotCheck) : nameof(LinkLog.NotLetIn);
        if (status != 200) Assert.Contains(problem, Log.Of(told).Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(Log.Lines, line => line.Text.Contains($"Bearer {token}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_api_server_says_is_believed_for_a_while()
    {
        (_reviews.Answers["right"], _reviews.Answers["failing"]) = (FakeTokenReviews.Good(), JsonValue.Create(500));
        using var tokens = WithTokens();
        async Task ExpectAsync(string token, Admission expected, int asked)
        {
            Assert.Equal(expected, (await tokens.AdmitAsync(token, CancellationToken.None)).Admission);
            Assert.Equal(asked, _reviews.Asked.Count(one => one.Token == token));
        }

        await ExpectAsync("right", Admission.Granted, 1);
        await ExpectAsync("wrong", Admission.Refused, 1);
        await ExpectAsync("failing", Admission.Unknown, 1);
        await ExpectAsync("failing", Admission.Unknown, 2);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        await ExpectAsync("wrong", Admission.Refused, 1);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await ExpectAsync("wrong", Admission.Refused, 2);
        _time.Advance(TimeSpan.FromSeconds(54));
        await ExpectAsync("right", Admission.Granted, 1);

        // The account was deleted.
        _reviews.Answers.TryRemove("right", out _);
        _time.Advance(TimeSpan.FromSeconds(1));
        await ExpectAsync("right", Admission.Refused, 2);
    }

    [Fact]
    public void Only_so_many_answers_are_kept_and_none_too_long()
    {
        var set = new ExpiringSet(3, TimeSpan.FromSeconds(10), _time);
        foreach (var key in new[] { "a", "b", "c", "a", "d" }) set.Add(key, _time.GetTimestamp());
        Assert.Equal([false, true, true, true], new[] { "a", "b", "c", "d" }.Select(set.Contains));
        _time.Advance(TimeSpan.FromSeconds(9));
        set.Add("e", _time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([false, true], new[] { "d", "e" }.Select(set.Contains));
        set.Add("f", _time.GetTimestamp() - TimeSpan.FromSeconds(20).Ticks);
        Assert.False(set.Contains("f"));
    }

    /// <summary>Nothing is given to a link before the other side has let it in.</summary>
    [Fact]
    public async Task A_message_waits_while_the_api_server_cannot_say_who_somebody_is()
    {
        var file = WriteToken("mine");
        _reviews.Answers[TokenOf("mine")] = JsonValue.Create(500);
        var server = await StartServerAsync(authentication: WithTokens(file));
        NewClient(authentication: WithTokens(file)).RefAt(server.Address, TestProtocol.Inbox).Tell(new Note(1));
        await Log.WhenSaid(nameof(LinkLog.LinkFailed));
        _reviews.Answers[TokenOf("mine")] = FakeTokenReviews.Good();
        await WhenNoted(static note => note.Number == 1);
        Assert.Contains("it answers 503 credentials cannot be checked for now", Log.Of(nameof(LinkLog.LinkFailed))[0], StringComparison.Ordinal);
        Assert.Empty(LostHere);
    }

    [Fact]
    public async Task A_token_that_is_replaced_in_its_file_is_shown_by_the_next_link()
    {
        var file = WriteToken("first");
        (_reviews.Answers[TokenOf("first")], _reviews.Answers[TokenOf("second")]) = (FakeTokenReviews.Good(), FakeTokenReviews.Good());
        var server = await StartServerAsync(authentication: WithTokens(file));
        var there = NewClient(new LinkOptions { RequestAgeMax = TimeSpan.Zero }, authentication: WithTokens(file)).RefAt(server.Address, TestProtocol.Inbox);
        there.Tell(new Note(1));
        await WhenNoted(static note => note.Number == 1);
        WriteToken("second");
        _time.Advance(TimeSpan.FromSeconds(2));
        there.Tell(new Note(2));
        await WhenNoted(static note => note.Number == 2);
        Assert.Equal([TokenOf("first"), TokenOf("second")], _reviews.Asked.Select(static one => one.Token));
    }

    [Theory]
    [InlineData("short", "it has 5 characters, and must have 16 to 1024")]
    [InlineData("", "it has 0 characters, and must have 16 to 1024")]
    [InlineData("twenty characters ...", "it has characters other than the visible ones of ASCII")]
    [InlineData("grüße-an-alle-replicas", "it has characters other than the visible ones of ASCII")]
    public void A_secret_that_is_none_keeps_the_operator_from_starting(string secret, string problem)
    {
        var failure = Assert.Throws<OperatorStartException>(() => WithSecret(secret));
        Assert.Contains($"cannot be used: {problem}; openssl rand -hex 32 makes one", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_replaced_counts_and_one_that_becomes_unusable_does_not()
    {
        var file = Path.Combine(Folder, "secret");
        await File.WriteAllTextAsync(file, Secret);
        using var secret = new SharedSecret(file, _time);
        foreach (var (text, shown) in new[] { ("the-second-secret-of-all\n", "the-second-secret-of-all"), ("x", "the-second-secret-of-all") })
        {
            await File.WriteAllTextAsync(file, text);
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(shown, await secret.GetTokenAsync(CancellationToken.None));
            Assert.Equal(Admission.Granted, (await secret.AdmitAsync(shown, CancellationToken.None)).Admission);
            Assert.Equal(Admission.Refused, (await secret.AdmitAsync(Secret, CancellationToken.None)).Admission);
        }
    }

    [Fact]
    public void Without_secret_and_token_it_does_not_start()
    {
        var none = Path.Combine(Folder, "none");
        var failure = Assert.Throws<OperatorStartException>(() => LinkAuthentication.Load(null, _reviews.Client, _time, none));
        Assert.Contains("--link-secret-file", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"a token with the audience actors-replica-link at {none}", failure.Message, StringComparison.Ordinal);
        failure = Assert.Throws<OperatorStartException>(() => LinkAuthentication.Load(none, _reviews.Client, _time, WriteToken("mine")));
        Assert.Contains($"{none}, cannot be used: there is no such file", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b")]
    [InlineData("a.!.c")]
    [InlineData("a.bnVsbA.c")] // null
    [InlineData("a.eyJzdWIiOiJqb2UifQ.c")] // {"sub":"joe"}
    [InlineData("a.eyJzdWIiOjF9.c")] // {"sub":1}
    public void A_token_of_nobody_known_keeps_the_operator_from_starting(string token)
    {
        var file = Path.Combine(Folder, "bad-token");
        File.WriteAllText(file, token);
        var failure = Assert.Throws<OperatorStartException>(() => LinkAuthentication.Load(null, _reviews.Client, _time, file));
        Assert.Equal($"The token for the replica link, {file}, cannot be used: it is no token of a ServiceAccount", failure.Message);
    }

    [Fact]
    public async Task A_port_that_is_taken_and_an_address_that_is_none_are_told_clearly()
    {
        var taken = IPEndPoint.Parse(There.Address).Port;
        var failure = await Assert.ThrowsAsync<OperatorStartException>(() => StartServerAsync(taken));
        Assert.Contains($"Other replicas cannot reach this one at 127.0.0.1:{taken}", failure.Message, StringComparison.Ordinal);
        var everywhere = Opened(new LinkServer(new IPEndPoint(IPAddress.Any, 0), TestProtocol.Instance, WithSecret(), static _ => { }, Log));
        failure = await Assert.ThrowsAsync<OperatorStartException>(() => everywhere.StartAsync());
        Assert.StartsWith("0.0.0.0:0 is no address at which other replicas reach this one", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => There.Map("/late", static _ => Task.CompletedTask));
    }

    private static string TokenOf(string id)
    {
        var claims = $$"""{"sub":"{{FakeTokenReviews.Account}}","jti":"{{id}}"}""";
        return $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2ln";
    }

    private string WriteToken(string id)
    {
        var file = Path.Combine(Folder, "token");
        File.WriteAllText(file, TokenOf(id));
        return file;
    }

    private LinkAuthentication WithTokens(string? file = null) => LinkAuthentication.Load(null, _reviews.Client, _time, file ?? WriteToken("mine"));
}
