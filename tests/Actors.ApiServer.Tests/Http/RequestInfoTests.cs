using Actors.ApiServer.Http;

namespace Actors.ApiServer.Tests.Http;

public class RequestInfoTests
{
    [Theory]
    [InlineData("GET", "/api/v1/pods", "list", "", "v1", "", "pods", "", "")]
    [InlineData("GET", "/api/v1/namespaces/a/pods", "list", "", "v1", "a", "pods", "", "")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/p", "get", "", "v1", "a", "pods", "p", "")]
    [InlineData("PUT", "/api/v1/namespaces/a/pods/p/status", "update", "", "v1", "a", "pods", "p", "status")]
    [InlineData("GET", "/api/v1/namespaces", "list", "", "v1", "", "namespaces", "", "")]
    [InlineData("DELETE", "/api/v1/namespaces/a", "delete", "", "v1", "", "namespaces", "a", "")]
    [InlineData("PUT", "/api/v1/namespaces/a/finalize", "update", "", "v1", "", "namespaces", "a", "finalize")]
    [InlineData("PATCH", "/api/v1/namespaces/a/status", "patch", "", "v1", "", "namespaces", "a", "status")]
    [InlineData("POST", "/apis/apps/v1/namespaces/a/deployments", "create", "apps", "v1", "a", "deployments", "", "")]
    [InlineData("DELETE", "/apis/apps/v1/namespaces/a/deployments", "deletecollection", "apps", "v1", "a", "deployments", "", "")]
    [InlineData("GET", "/apis/apps/v1/watch/namespaces/a/deployments", "watch", "apps", "v1", "a", "deployments", "", "")]
    [InlineData("GET", "/apis/rbac.authorization.k8s.io/v1/clusterroles/r/", "get", "rbac.authorization.k8s.io", "v1", "", "clusterroles", "r", "")]
    public void A_path_names_a_resource(
        string method, string path, string verb, string group, string version, string space, string resource, string name, string subresource)
    {
        var info = RequestInfo.Parse(method, path, isWatch: false);
        Assert.True(info.IsResource);
        Assert.Equal((verb, group, version, space, resource, name, subresource), (info.Verb, info.Group, info.Version, info.Namespace, info.Resource, info.Name, info.Subresource));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/v1")]
    [InlineData("/apis")]
    [InlineData("/apis/apps")]
    [InlineData("/apis/apps/v1/")]
    [InlineData("/version")]
    public void Other_paths_name_none(string path) => Assert.False(RequestInfo.Parse("GET", path, isWatch: false).IsResource);

    [Theory]
    [InlineData("/api/v1/pods", "watch")]
    [InlineData("/api/v1/namespaces/a/pods/p", "get")]
    public void Only_collections_are_watched(string path, string verb) => Assert.Equal(verb, RequestInfo.Parse("GET", path, isWatch: true).Verb);
}
