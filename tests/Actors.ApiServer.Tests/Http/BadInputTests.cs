using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Actors.ApiServer.Tests.Http;

public class BadInputTests
{
    public static TheoryData<string, string> Bodies => new()
    {
        { "broken JSON", "{\"metadata\":{" },
        { "two values", "{} {}" },
        { "no object", "[1]" },
        { "half a surrogate pair", """{"metadata":{"name":"x"},"data":{"a":"\ud800"}}""" },
        { "nesting a thousand deep", $$$"""{"metadata":{"name":"x"},"data":{{{string.Concat(Enumerable.Repeat("{\"a\":", 1000))}}}1{{{new string('}', 1000)}}}}""" },
        { "a number out of all ranges", """{"metadata":{"name":"x","generation":1e400}}""" },
        { "labels of another type", """{"metadata":{"name":"x","labels":{"a":1}}}""" },
        { "metadata of another type", """{"metadata":[]}""" },
        { "another kind", """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"}}""" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Is_refused_with_one_clear_message_and_stores_nothing(string what, string body)
    {
        await using var server = await ServerFixture.StartAsync();
        var (code, status) = await server.SendAsync("POST", "/api/v1/namespaces/default/configmaps", body);
        Assert.True(code == 400, $"{what}: {status.ToJsonString()}");
        Assert.Equal(("Status", "BadRequest"), ((string?)status["kind"], (string?)status["reason"]));
        Assert.False(string.IsNullOrEmpty((string?)status["message"]));
        var (_, list) = await server.SendAsync("GET", "/api/v1/configmaps");
        Assert.Empty(list["items"]!.AsArray());
    }

    [Fact]
    public async Task Broken_utf8_is_refused()
    {
        await using var server = await ServerFixture.StartAsync();
        using var content = new ByteArrayContent([.. "{\"metadata\":{\"name\":\"x\"},\"data\":{\"a\":\""u8, 0xff, .. "\"}}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await server.Client.PostAsync("/api/v1/namespaces/default/configmaps", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_three_megabytes_is_refused(bool saysItsLength)
    {
        await using var server = await ServerFixture.StartAsync();
        var body = Encoding.UTF8.GetBytes($$$"""{"metadata":{"name":"x"},"data":{"a":"{{{new string('x', 3 * 1024 * 1024)}}}"}}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/namespaces/default/configmaps");
        request.Content = saysItsLength ? new ByteArrayContent(body) : new StreamContent(new UnseekableStream(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("\"RequestEntityTooLarge\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/nosuch", 404)]
    [InlineData("/api/v1/namespaces/default/configmaps/x/nosuch", 404)]
    [InlineData("/api/v1/configmaps?limit=x", 400)]
    [InlineData("/api/v1/configmaps?fieldSelector=data.a%3D1", 400)]
    [InlineData("/api/v1/configmaps?labelSelector=%21%21", 400)]
    [InlineData("/api/v1/configmaps?resourceVersion=-1", 400)]
    [InlineData("/api/v1/configmaps?continue=%3F", 400)]
    public async Task Paths_and_parameters_that_mean_nothing_are_refused(string path, int code)
    {
        await using var server = await ServerFixture.StartAsync();
        var (found, status) = await server.SendAsync("GET", path);
        Assert.Equal((code, "Failure"), (found, (string?)status["status"]));
    }

    [Fact]
    public async Task Only_who_has_the_token_is_let_in()
    {
        await using var server = await ServerFixture.StartAsync(new ApiServerOptions { Token = "secret" });
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/healthz")).StatusCode);
        foreach (var (header, code) in new[] { (null, 401), ("Bearer wrong", 401), ("Basic secret", 401), ("Bearer secret", 200) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/namespaces");
            if (header is not null) request.Headers.Authorization = AuthenticationHeaderValue.Parse(header);
            using var response = await server.Client.SendAsync(request);
            Assert.Equal(code, (int)response.StatusCode);
        }
    }

    /// <summary>Bytes whose number the client does not know, so that it sends them in chunks.</summary>
    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
