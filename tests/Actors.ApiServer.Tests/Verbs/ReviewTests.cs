using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests.Verbs;

public class ReviewTests
{
    private const string Access = "/apis/authorization.k8s.io/v1/";
    private const string Local = Access + "namespaces/default/localsubjectaccessreviews";

    [Theory]
    [InlineData("/apis/authentication.k8s.io/v1/tokenreviews", """{"spec":{}}""", 400, "token is required for TokenReview in authentication")]
    [InlineData(Access + "selfsubjectrulesreviews", """{"spec":{}}""", 400, "no namespace on request")]
    [InlineData(Access + "selfsubjectaccessreviews", """{"spec":{}}""", 422,
        ".authorization.k8s.io \"\" is invalid: spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified")]
    [InlineData(Access + "subjectaccessreviews", """{"spec":{"nonResourceAttributes":{"path":"/"}}}""", 422,
        ".authorization.k8s.io \"\" is invalid: spec.user: Invalid value: \"\": at least one of user or group must be specified")]
    [InlineData(Local, """{"metadata":{"namespace":"default"},"spec":{"user":"a","resourceAttributes":{"namespace":"x"}}}""", 422,
        ".authorization.k8s.io \"\" is invalid: spec.resourceAttributes.namespace: Invalid value: \"x\": must match metadata.namespace")]
    [InlineData(Local, """{"metadata":{"namespace":"x"},"spec":{"user":"a","resourceAttributes":{"namespace":"x"}}}""", 400,
        "spec.resourceAttributes.namespace must match namespace: default")]
    public async Task What_is_no_question_is_refused(string path, string body, int code, string message)
    {
        await using var server = await ServerFixture.StartAsync();
        var (answered, status) = await server.SendAsync("POST", path, body);
        Assert.Equal((code, message), (answered, (string?)status["message"]));
    }

    [Theory]
    [InlineData(Access + "subjectaccessreviews", """{"spec":{"groups":["a"],"resourceAttributes":{"verb":"get"}}}""", "allowed")]
    [InlineData(Local, """{"metadata":{"namespace":"default"},"spec":{"user":"a","resourceAttributes":{"namespace":"default"}}}""", "allowed")]
    [InlineData("/apis/authentication.k8s.io/v1/tokenreviews", """{"spec":{"token":"a"}}""", "authenticated")]
    [InlineData("/apis/authentication.k8s.io/v1/tokenreviews", """{"spec":{"token":"a","audiences":["other","https://kubernetes.default.svc.cluster.local"]}}""", "authenticated")]
    public async Task Whoever_reaches_the_server_may_do_all(string path, string body, string flag)
    {
        await using var server = await ServerFixture.StartAsync();
        var (code, answer) = await server.SendAsync("POST", path, body);
        Assert.Equal((201, true), (code, (bool)answer["status"]![flag]!));
    }

    [Fact]
    public async Task A_token_request_is_answered_whole()
    {
        await using var server = await ServerFixture.StartAsync();
        const string Accounts = "/api/v1/namespaces/default/serviceaccounts";
        await server.SendAsync("POST", Accounts, """{"metadata":{"name":"a"}}""");
        var (code, token) = await server.SendAsync("POST", $"{Accounts}/a/token", """{"spec":{}}""");
        Assert.Equal((201, "TokenRequest", "authentication.k8s.io/v1", "a"), (code, (string?)token["kind"], (string?)token["apiVersion"], (string?)token["metadata"]!["name"]));
        Assert.Equal("""{"audiences":["https://kubernetes.default.svc.cluster.local"],"expirationSeconds":3600,"boundObjectRef":null}""", token["spec"]!.ToJsonString());
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(((string)token["status"]!["token"]!).Split('.')[1]))!;
        Assert.Equal(("system:serviceaccount:default:a", "a"), ((string?)claims["sub"], (string?)claims["kubernetes.io"]!["serviceaccount"]!["name"]));
        (code, token) = await server.SendAsync("POST", $"{Accounts}/a/token", """{"spec":{"audiences":[1]}}""");
        Assert.Equal((400, "spec.audiences has to hold texts"), (code, (string?)token["message"]));
        foreach (var wrong in new[] { "60", "4294967297", $"{long.MaxValue}" })
        {
            (code, token) = await server.SendAsync("POST", $"{Accounts}/a/token", $$$"""{"spec":{"expirationSeconds":{{{wrong}}}}}""");
            Assert.Equal((422, "spec.expirationSeconds"), (code, (string?)token["details"]!["causes"]![0]!["field"]));
        }

        Assert.Equal(404, (await server.SendAsync("POST", $"{Accounts}/none/token", "{}")).Code);
    }
}
