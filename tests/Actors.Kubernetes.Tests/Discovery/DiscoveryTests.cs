using Microsoft.AspNetCore.Http;

namespace Actors.Kubernetes.Tests;

/// <summary>Against the discovery documents of a kube-apiserver v1.36.</summary>
public sealed class DiscoveryTests : ClientTest
{
    private readonly HashSet<string> _broken = [];
    private bool _hasAggregation = true;

    public DiscoveryTests() => Answer = AnswerAsync;

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 20)]
    public async Task Resources_are_found_by_kind_and_by_all_their_names(bool hasAggregation, int requests)
    {
        _hasAggregation = hasAggregation;
        var catalog = await Connect().Discovery.DiscoverAsync();
        Assert.InRange(Server.Requests.Count, requests, hasAggregation ? 2 : 40);
        var deployments = catalog.Find(new GroupVersionKind("apps", "v1", "Deployment"))!;
        Assert.Equal(new GroupVersionResource("apps", "v1", "deployments"), deployments.Resource);
        Assert.True(deployments.Namespaced);
        Assert.Equal(("deployment", "deploy", "all"), (deployments.Singular, deployments.ShortNames.Single(), deployments.Categories.Single()));
        Assert.Contains("watch", deployments.Verbs);
        Assert.True(deployments.HasSubresource("status"));
        Assert.Equal(new GroupVersionKind("autoscaling", "v1", "Scale"), deployments.Subresources.Single(one => one.Name == "scale").Kind);
        Assert.False(catalog.Find(new GroupVersionResource("", "v1", "nodes"))!.Namespaced);
        foreach (var name in (string[])["deploy", "Deployment", "deployment", "DEPLOYMENTS", "deployments.apps", "deploy.apps", "deployments.v1.apps"])
            Assert.Equal(deployments, catalog.Find(name));
        Assert.Equal("pods", catalog.Find("po")!.Resource.Resource);
        Assert.Equal("", catalog.Find("events")!.Resource.Group);
        Assert.Equal("events.k8s.io", catalog.Find("events.events.k8s.io")!.Resource.Group);
        Assert.Equal("", catalog.Find("ev.v1")!.Resource.Group);
        Assert.Null(catalog.Find("deployments.batch"));
        Assert.Null(catalog.Find("deployments.v2.apps"));
    }

    [Fact]
    public async Task The_old_way_finds_what_the_new_one_does()
    {
        var discovery = Connect().Discovery;
        var aggregated = await discovery.DiscoverAsync();
        _hasAggregation = false;
        var listed = await discovery.DiscoverAsync();
        Assert.Equal(aggregated.Groups.Select(Describe), listed.Groups.Select(Describe));

        // Of some groups the old documents were not recorded.
        var recorded = listed.Resources.Select(one => (one.Resource.Group, one.Resource.Version)).ToHashSet();
        Assert.True(recorded.Count > 12);
        Assert.Equal(ResourcesIn(aggregated), ResourcesIn(listed));

        IEnumerable<string> ResourcesIn(ApiCatalog catalog) =>
            catalog.Resources.Where(one => recorded.Contains((one.Resource.Group, one.Resource.Version)))
                .Select(one => $"{one.Kind} {one.Resource} {string.Join(',', one.Verbs)} {Describe(one)}").Order(StringComparer.Ordinal);

        static string Describe(object part) => part switch
        {
            ApiGroup @group => $"{@group.Name}: {string.Join(' ', @group.Versions.Select(version => version.Version))}",
            ApiResource one => string.Join(' ', one.Subresources.Select(sub => $"{sub.Name} {sub.Kind}").Order(StringComparer.Ordinal)),
            _ => "",
        };
    }

    [Fact]
    public async Task A_group_that_does_not_answer_hides_no_other()
    {
        _hasAggregation = false;
        _broken.Add("/apis/apps/v1");
        var client = Connect(new KubernetesClientOptions { MaxRetries = 0 });
        Assert.NotNull((await client.Discovery.DiscoverAsync()).Find("pods"));
        var failure = await Assert.ThrowsAsync<UnknownResourceException>(() => client.Mapper.ResourceForAsync("deployments"));
        Assert.Contains("Not all that is served is known: apps/v1: GET /apis/apps/v1: away", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mapper_asks_once_and_again_for_what_it_does_not_know()
    {
        var mapper = Connect().Mapper;
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => mapper.ResourceForAsync("pods")));
        Assert.Equal(2, Server.Requests.Count);
        await mapper.ResourceForAsync(new GroupVersionKind("", "v1", "Node"));
        Assert.Equal(2, Server.Requests.Count);
        var failures = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Assert.ThrowsAsync<UnknownResourceException>(() => mapper.ResourceForAsync("widgets"))));
        Assert.InRange(Server.Requests.Count, 4, 22);
        Assert.Equal("The server has no resource 'widgets'; is its CustomResourceDefinition installed?", failures[0].Message);
    }

    [Fact]
    public async Task A_kind_in_another_version_is_pointed_at()
    {
        var failure = await Assert.ThrowsAsync<UnknownResourceException>(() => Connect().Mapper.ResourceForAsync(new GroupVersionKind("apps", "v1beta1", "Deployment")));
        Assert.Equal("The server has no kind apps/v1beta1, Kind=Deployment; it has apps/v1, Kind=Deployment (deployments)", failure.Message);
    }

    [Fact]
    public async Task What_failed_is_asked_again()
    {
        _broken.Add("/api");
        var mapper = Connect(new KubernetesClientOptions { MaxRetries = 0 }).Mapper;
        Assert.True((await Assert.ThrowsAsync<KubernetesException>(() => mapper.ResourceForAsync("pods"))).IsServiceUnavailable);
        _broken.Clear();
        Assert.Equal("Pod", (await mapper.ResourceForAsync("pods")).Kind.Kind);
    }

    [Fact]
    public async Task Objects_of_a_kind_are_read_at_its_resource()
    {
        var client = Connect();
        var nodes = await client.ResourceForAsync(new GroupVersionKind("", "v1", "Node"));
        Assert.Throws<InvalidOperationException>(() => nodes.InNamespace("n"));
        var deployments = await client.ResourceForAsync(new GroupVersionKind("apps", "v1", "Deployment"));
        await Assert.ThrowsAsync<KubernetesException>(() => deployments.InNamespace("n").GetAsync("d"));
        Assert.Equal("GET /apis/apps/v1/namespaces/n/deployments/d", LastRequest.ToString());
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (_broken.Contains(path)) return Json(context, Failure(503, "ServiceUnavailable", "away"), 503);
        var wantsAggregated = context.Request.Headers.Accept.ToString().Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal);
        var name = path.Trim('/') switch
        {
            "api" or "apis" when wantsAggregated && _hasAggregation => $"aggregated-{path[1..]}",
            "api/v1" => "api-v1",
            ['a', 'p', 'i', 's', '/', .. var rest] => $"apis-{rest.Replace('/', '_')}",
            var other => other,
        };
        var file = Path.Combine(AppContext.BaseDirectory, "Data", "Discovery", name + ".json");
        return File.Exists(file) ? Json(context, File.ReadAllText(file)) : Json(context, Failure(404, "NotFound"), 404);
    }
}
