using System.IO.Compression;
using System.Net;
using System.Text;
using Actors.Kubernetes.Configuration.Tests;
using Microsoft.AspNetCore.Http;

namespace Actors.Kubernetes.Tests;

public sealed class RestClientTests : ClientTest
{
    private static readonly RestRequest Version = new(HttpMethod.Get, "/version");

    [Fact]
    public async Task The_path_of_the_server_goes_before_that_of_the_request()
    {
        var configuration = Server.Configuration with { Server = new Uri(Server.Address, "/k8s/clusters/c-1/") };
        using var client = new KubernetesClient(configuration);
        using var answer = await client.Rest.SendAsync(Version with { Query = [new("a", "b c&d=é"), new("none", null)] });
        Assert.Equal("/k8s/clusters/c-1/version?a=b%20c%26d%3D%C3%A9", LastRequest.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.ContentType);
    }

    [Fact]
    public async Task An_answer_of_any_length_is_read_whole()
    {
        foreach (var length in (int[])[0, 1, 16 << 10, (16 << 10) + 1, 1 << 20, (1 << 20) + 17])
        {
            var text = new string('x', length);
            Answer = context => context.Response.WriteAsync(text);
            using var answer = await Connect().Rest.SendAsync(Version);
            Assert.Equal(text, Encoding.UTF8.GetString(answer.Body.Span));
        }
    }

    [Fact]
    public async Task Compressed_answers_are_asked_for_and_read()
    {
        Answer = async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("unpacked"));
        };
        using var answer = await Connect().Rest.SendAsync(Version);
        Assert.Equal("unpacked", Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal("gzip", LastRequest.Headers["Accept-Encoding"]);
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(429, null, 1)]
    [InlineData(503, "2", 2)]
    [InlineData(500, "1", 1)]
    public async Task What_the_server_puts_off_is_sent_again_when_it_says(int status, string? retryAfter, int seconds)
    {
        Answer = context =>
        {
            if (Server.Requests.Count > 2) return context.Response.WriteAsync("at last");
            if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
            return Json(context, Failure(status, "TooManyRequests"), status);
        };
        var body = new byte[] { 1, 2, 3 };
        var work = Connect().Rest.SendAsync(new RestRequest(HttpMethod.Post, "/x") { Body = body });
        for (var sent = 1; sent <= 2; sent++)
        {
            await Condition.HoldsAsync(() => Server.Requests.Count == sent && Clock.HasTimerAfter(TimeSpan.FromSeconds(seconds)));
            Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.Equal(sent, Server.Requests.Count);
            Clock.Advance(TimeSpan.FromTicks(1));
        }

        using var answer = await work;
        Assert.Equal("at last", Encoding.UTF8.GetString(answer.Body.Span));
        Assert.All(Server.Requests, request => Assert.Equal("\u0001\u0002\u0003", request.Body));
    }

    [Fact]
    public async Task It_is_not_sent_again_for_ever()
    {
        Answer = context => Json(context, Failure(429, "TooManyRequests"), 429);
        var work = Connect(new KubernetesClientOptions { MaxRetries = 3 }).Rest.SendAsync(Version);
        var failure = await Assert.ThrowsAsync<KubernetesException>(() => FinishAsync(work, TimeSpan.FromSeconds(1)));
        Assert.True(failure.IsTooManyRequests);
        Assert.Equal(4, Server.Requests.Count);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(404)]
    public async Task What_the_server_refuses_for_good_is_not_sent_again(int status)
    {
        Answer = context => Json(context, Failure(status, "X"), status);
        await Assert.ThrowsAsync<KubernetesException>(() => Connect().Rest.SendAsync(Version));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for()
    {
        Answer = context => Silence(context);
        var work = Connect(new KubernetesClientOptions { Timeout = TimeSpan.FromSeconds(5) }).Rest.SendAsync(Version);
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => FinishAsync(work, TimeSpan.FromSeconds(5)));
        Assert.Equal("GET /version: no answer within 5 s", failure.Message);
    }

    [Fact]
    public async Task An_answer_that_stops_half_way_is_not_waited_for_either()
    {
        Answer = async context =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            await Silence(context);
        };
        await Assert.ThrowsAsync<TimeoutException>(() => FinishAsync(Connect().Rest.SendAsync(Version), TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Whoever_waits_can_cancel()
    {
        Answer = context => Silence(context);
        using var cancellation = new CancellationTokenSource();
        var work = Connect().Rest.SendAsync(Version, cancellation.Token);
        await Condition.HoldsAsync(() => Server.Requests.Count == 1);
        await cancellation.CancelAsync();
        Assert.Equal(cancellation.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work)).CancellationToken);
    }

    [Fact]
    public async Task Requests_keep_to_the_rate()
    {
        var rest = Connect(new KubernetesClientOptions { Qps = 10, Burst = 2 }).Rest;
        for (var sent = 0; sent < 2; sent++) (await rest.SendAsync(Version)).Dispose();
        var third = rest.SendAsync(Version);
        Assert.True(Clock.HasTimerAfter(TimeSpan.FromMilliseconds(100)));
        Clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(2, Server.Requests.Count);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await third).Dispose();
    }

    [Fact]
    public async Task Warnings_are_passed_on()
    {
        var warnings = new List<KubernetesWarning>();
        Answer = context =>
        {
            context.Response.Headers.Append("Warning", "299 - \"unknown field \\\"spec.x\\\"\", 299 - \"second, with comma\"");
            context.Response.Headers.Append("Warning", "299 kubernetes \"third\" \"Sat, 21 Nov 2026 00:00:00 GMT\"");
            context.Response.Headers.Append("Warning", "199 - \"not for us\"");
            return context.Response.WriteAsync("{}");
        };
        (await Connect(new KubernetesClientOptions { OnWarning = warnings.Add }).Rest.SendAsync(Version)).Dispose();
        Assert.Equal(["unknown field \"spec.x\"", "second, with comma", "third"], warnings.Select(warning => warning.Text));
        Assert.All(warnings, warning => Assert.Equal("GET /version", warning.Request));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var address = Server.Address;
        await Server.DisposeAsync();
        using var client = new KubernetesClient(new Configuration.KubernetesConfiguration { Server = address });
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.Rest.SendAsync(Version));
        Assert.Contains(address.Authority, failure.Message, StringComparison.Ordinal);
    }
}
