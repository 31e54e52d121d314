namespace Actors.Kubernetes.Tests;

public sealed class GroupVersionKindTests
{
    [Theory]
    [InlineData("v1", "Pod", "", "v1")]
    [InlineData("apps/v1", "Deployment", "apps", "v1")]
    [InlineData("bench.example.com/v1alpha1", "Database", "bench.example.com", "v1alpha1")]
    public void An_api_version_is_split_and_joined(string apiVersion, string kind, string group, string version)
    {
        var parsed = GroupVersionKind.Of(apiVersion, kind);
        Assert.Equal(new GroupVersionKind(group, version, kind), parsed);
        Assert.Equal(apiVersion, parsed.ApiVersion);
        Assert.Equal($"{apiVersion}, Kind={kind}", parsed.ToString());
    }

    [Fact]
    public void Resources_print_as_in_client_go() =>
        Assert.Equal("apps/v1, Resource=deployments", new GroupVersionResource("apps", "v1", "deployments").ToString());
}
