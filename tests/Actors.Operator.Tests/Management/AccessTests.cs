using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Actors.Operators.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Operators.Management.Tests;

/// <summary>Who may look, who may act: for every route there is.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private readonly string _secret = Path.GetTempFileName();
    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_secret, "a-secret-of-these-tests");
        _cluster = await TestCluster.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        File.Delete(_secret);
    }

    private static async Task<(HttpStatusCode Code, string? Challenge, ManagementStatus? Status)> AskAsync(HttpClient http, string method, string path, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var status = response.IsSuccessStatusCode ? null : JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ManagementJson.Default.ManagementStatus);
        return (response.StatusCode, response.Headers.WwwAuthenticate.ToString(), status);
    }

    /// <summary>All routes, with something in place of each parameter.</summary>
    private static IReadOnlyList<(ManagementRoute Route, string Path)> Routes(ManagedOperator one) =>
    [
        .. one.Host.Services.GetRequiredService<ManagementApi>().Table.All.Select(static route =>
            (route, route.Path.Replace("{kind}", "gadget", StringComparison.Ordinal).Replace("{namespace}", "default", StringComparison.Ordinal)
                .Replace("{name}", "one", StringComparison.Ordinal).Replace("{shard}", "3", StringComparison.Ordinal))),
    ];

    [Fact]
    public async Task In_a_cluster_its_RBAC_decides_about_every_route_and_reads_and_actions_are_separate_rights()
    {
        using var reviews = new FakeReviews();
        using var client = reviews.NewClient();
        await using var shown = await ManagedOperator.StartAsync(
            _cluster, new Scripted(), configure: builder => builder.Services.AddSingleton<ManagementAccess>(new ClusterAccess(client, TimeProvider.System)));
        var routes = Routes(shown);
        Assert.Contains(routes, static one => one.Route.Right == ManagementRight.Act);
        foreach (var (route, path) in routes)
        {
            foreach (var token in (string?[])[null, "stranger"])
            {
                var (code, challenge, status) = await AskAsync(shown.Http, route.Method, path, token);
                Assert.Equal((HttpStatusCode.Unauthorized, "Bearer", "Unauthorized"), (code, challenge, status!.Reason));
            }

            Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(shown.Http, route.Method, path, "nobody")).Code);
            var asReader = await AskAsync(shown.Http, route.Method, path, "reader");
            if (route.Right == ManagementRight.Read) Assert.NotEqual(HttpStatusCode.Forbidden, asReader.Code);
            else Assert.Equal((HttpStatusCode.Forbidden, "Forbidden"), (asReader.Code, asReader.Status!.Reason));
        }

        var paused = "/api/v1/actors/gadget/default/one/pause";
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(shown.Http, "POST", paused, "actor")).Code);
        Assert.Contains($"actor has POST {paused} done", Assert.Single(shown.ManagementLog), StringComparison.Ordinal);
        Assert.Contains($"may actor post {paused}", reviews.Asked);
        Assert.Contains("may nobody put /api/v1/log/level", reviews.Asked);

        // What was answered once is believed for a while; what is not known then cannot be found out.
        var asked = reviews.Asked.Count;
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(shown.Http, "GET", "/api/v1/cluster", "reader")).Code);
        Assert.Equal(asked, reviews.Asked.Count);
        reviews.IsDown = true;
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(shown.Http, "GET", "/api/v1/cluster", "reader")).Code);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync(shown.Http, "POST", "/api/v1/drain", "reader2")).Code);
    }

    [Fact]
    public async Task With_a_secret_who_does_not_know_it_gets_nothing()
    {
        await using var shown = await ManagedOperator.StartAsync(_cluster, new Scripted(), ["--management-secret-file", _secret]);
        foreach (var (route, path) in Routes(shown))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(shown.Http, route.Method, path, null)).Code);
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(shown.Http, route.Method, path, "another-secret")).Code);
        }

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(shown.Http, "GET", "/api/v1/cluster", "a-secret-of-these-tests")).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(shown.Http, "POST", "/api/v1/actors/gadget/default/one/pause", "a-secret-of-these-tests")).Code);

        // What is asked by the kubelet and by Prometheus is for everybody.
        foreach (var path in (string[])["/livez", "/readyz", "/startupz", "/healthz", "/metrics", "/openapi.json"]) Assert.NotEqual(HttpStatusCode.Unauthorized, (await AskAnyAsync(shown.Http, path)).StatusCode);
    }

    [Theory]
    [InlineData("Origin", "http://example.com")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "evil.example.com")]
    public async Task Without_a_secret_this_machine_is_answered_and_pages_in_its_browsers_are_not(string header, string value)
    {
        await using var shown = await ManagedOperator.StartAsync(_cluster, new Scripted());
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(shown.Http, "GET", "/api/v1/cluster", null)).Code);
        foreach (var (route, path) in Routes(shown))
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
            request.Headers.TryAddWithoutValidation(header, value);
            using var response = await shown.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    private static async Task<HttpResponseMessage> AskAnyAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await http.SendAsync(request);
        return response;
    }
}
