using Actors.Kubernetes.Models;

namespace Actors.Kubernetes.Tests;

public sealed class KubernetesExceptionTests : ClientTest
{
    [Theory]
    [InlineData(400, "BadRequest", nameof(KubernetesException.IsBadRequest))]
    [InlineData(401, "Unauthorized", nameof(KubernetesException.IsUnauthorized))]
    [InlineData(403, "Forbidden", nameof(KubernetesException.IsForbidden))]
    [InlineData(404, "NotFound", nameof(KubernetesException.IsNotFound))]
    [InlineData(409, "AlreadyExists", nameof(KubernetesException.IsAlreadyExists))]
    [InlineData(409, "Conflict", nameof(KubernetesException.IsConflict))]
    [InlineData(410, "Expired", nameof(KubernetesException.IsExpired))]
    [InlineData(410, "Gone", nameof(KubernetesException.IsExpired))]
    [InlineData(413, "RequestEntityTooLarge", nameof(KubernetesException.IsRequestTooLarge))]
    [InlineData(422, "Invalid", nameof(KubernetesException.IsInvalid))]
    [InlineData(429, "TooManyRequests", nameof(KubernetesException.IsTooManyRequests))]
    [InlineData(500, "InternalError", nameof(KubernetesException.IsInternalError))]
    [InlineData(500, "ServerTimeout", nameof(KubernetesException.IsTimeout))]
    [InlineData(503, "ServiceUnavailable", nameof(KubernetesException.IsServiceUnavailable))]
    [InlineData(504, "Timeout", nameof(KubernetesException.IsTimeout))]
    [InlineData(409, "SomethingNew", nameof(KubernetesException.IsConflict))]
    [InlineData(404, "", nameof(KubernetesException.IsNotFound))]
    public void Just_the_right_test_holds(int code, string reason, string test)
    {
        var exception = new KubernetesException("GET /x", new V1Status { Code = code, Reason = reason, Message = "said so" });
        var holding = typeof(KubernetesException).GetProperties()
            .Where(property => property.Name.StartsWith("Is", StringComparison.Ordinal) && (bool)property.GetValue(exception)!)
            .Select(property => property.Name);
        Assert.Equal([test], holding);
    }

    [Fact]
    public async Task It_carries_all_that_the_server_said()
    {
        const string Body =
            """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Database \"a\" is invalid: spec.size: Required value","reason":"Invalid",
            "details":{"name":"a","group":"x","kind":"Database","causes":[{"reason":"FieldValueRequired","message":"Required value","field":"spec.size"}],"retryAfterSeconds":3},"code":422}
            """;
        Answer = context => Json(context, Body, 422);
        var exception = await Assert.ThrowsAsync<KubernetesException>(() => Connect().Resource(ConfigMaps).InNamespace("n").GetAsync("a"));
        Assert.Equal("GET /api/v1/namespaces/n/configmaps/a: Database \"a\" is invalid: spec.size: Required value (422 Invalid)", exception.Message);
        Assert.True(exception.IsInvalid);
        Assert.True(exception.HasCause("FieldValueRequired"));
        Assert.Equal("spec.size", Assert.Single(exception.Causes).Field);
        Assert.Equal(TimeSpan.FromSeconds(3), exception.RetryAfter);
        Assert.Equal("Database", exception.Status.Details!.Kind);
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>", 502, "<html>Bad gateway</html> (502 BadGateway)")]
    [InlineData("", 404, "Not Found (404 NotFound)")]
    [InlineData("404 page not found\n", 404, "404 page not found (404 NotFound)")]
    [InlineData("""{"kind":"Other","message":"x"}""", 409, """{"kind":"Other","message":"x"} (409 Conflict)""")]
    public async Task Answers_in_other_words_are_shown_as_they_are(string body, int status, string message)
    {
        Answer = context => Json(context, body, status);
        var exception = await Assert.ThrowsAsync<KubernetesException>(() => Connect().Rest.SendAsync(new RestRequest(HttpMethod.Get, "/x")));
        Assert.Equal("GET /x: " + message, exception.Message);
        Assert.Equal(status, (int)exception.StatusCode);
    }
}
