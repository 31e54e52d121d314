namespace Actors.Kubernetes.Configuration.Tests;

public sealed class ExecResultTests
{
    private const string Header = ExecPluginScript.Header;

    [Theory]
    [InlineData("", "it did not write an ExecCredential in JSON to its standard output")]
    [InlineData("[]", "what it wrote is no ExecCredential")]
    [InlineData("""{"kind": "Pod"}""", "what it wrote is no ExecCredential")]
    [InlineData(
        """{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1beta1"}""",
        "it was asked for client.authentication.k8s.io/v1 and answered in 'client.authentication.k8s.io/v1beta1'")]
    [InlineData($$"""{ {{Header}} }""", "what it wrote has no status")]
    [InlineData($$"""{ {{Header}}, "status": {"token": ""} }""", "what it wrote has neither a token nor a client certificate")]
    [InlineData($$"""{ {{Header}}, "status": {"token": 7} }""", "its token is no text")]
    [InlineData($$"""{ {{Header}}, "status": {"clientKeyData": "k"} }""", "what it wrote has a client certificate without its key, or the other way round")]
    [InlineData($$"""{ {{Header}}, "status": {"clientCertificateData": "c", "clientKeyData": "k"} }""", "its client certificate cannot be used: it holds no")]
    [InlineData($$"""{ {{Header}}, "status": {"token": "t", "expirationTimestamp": "soon"} }""", "its expirationTimestamp is no time such as 2030-01-31T12:00:00Z")]
    public void What_is_no_credential_says_why(string output, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<FormatException>(() => ExecResult.Parse(output, ExecPlugin.V1)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_version_is_the_one_that_was_asked_for()
    {
        const string Output = """{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1beta1", "status": {"token": "t"}}""";
        var read = ExecResult.Parse(Output, ExecPlugin.V1Beta1);
        Assert.Equal("Bearer t", read.Credential.Authorization);
        Assert.Equal(DateTimeOffset.MaxValue, read.Expires);
    }

    [Fact]
    public void The_same_certificate_is_the_same_identity()
    {
        using var authority = new TestAuthority();
        using var folder = new TestFolder();
        var script = new ExecPluginScript(folder);
        script.AnswerCertificate(authority.Issue("ada"));
        var first = ExecResult.Parse(File.ReadAllText(folder["answer"]), ExecPlugin.V1);
        var same = ExecResult.Parse(File.ReadAllText(folder["answer"]), ExecPlugin.V1, first);
        script.AnswerCertificate(authority.Issue("ada"));
        var other = ExecResult.Parse(File.ReadAllText(folder["answer"]), ExecPlugin.V1, same);
        Assert.Null(first.Credential.Authorization);
        Assert.Equal("CN=ada", first.Credential.Identity!.Certificate.Subject);
        Assert.True(first.Credential.Identity.Certificate.HasPrivateKey);
        Assert.Same(first.Credential.Identity, same.Credential.Identity);
        Assert.NotSame(first.Credential.Identity, other.Credential.Identity);
    }
}
