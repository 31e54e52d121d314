using Microsoft.AspNetCore.Http;

namespace Actors.Kubernetes.Configuration.Tests;

public sealed class ClientCertificateTests : ConnectionTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_server_sees_the_certificate_with_those_that_signed_it(bool rsa)
    {
        using var between = new TestAuthority("Between CA", Authority);
        var ada = between.Issue("ada", rsa: rsa);
        await Connect(Configuration() with { ClientCertificate = Of(ada) }).GetStringAsync("");
        Assert.Equal("CN=ada", Assert.Single(Server.ClientCertificates)!.Subject);
        Assert.Contains("CN=Between CA", Assert.Single(Server.ClientChains));
    }

    [Fact]
    public async Task Without_one_the_server_sees_none()
    {
        await Connect(Configuration()).GetStringAsync("");
        Assert.Null(Assert.Single(Server.ClientCertificates));
    }

    [Fact]
    public async Task One_that_changes_in_its_files_is_taken_up_when_both_fit()
    {
        var (ada, grace) = (Authority.Issue("ada"), Authority.Issue("grace", rsa: true));
        var (certificate, key) = (Folder.Write("tls.crt", ada.Pem), Folder.Write("tls.key", ada.Key));
        var client = Connect(Configuration() with { ClientCertificate = new ClientCertificate(PemSource.FromFile(certificate), PemSource.FromFile(key)) });
        await client.GetStringAsync("");
        Folder.Write("tls.crt", grace.Pem);
        Clock.AdvanceSeconds(1);
        await client.GetStringAsync("");
        Assert.Single(Server.Connections);
        Folder.Write("tls.key", grace.Key);
        Clock.AdvanceSeconds(1);
        await client.GetStringAsync("");
        Assert.Equal(["CN=ada", "CN=ada", "CN=grace"], Server.ClientCertificates.Select(one => one!.Subject));
    }

    [Fact]
    public async Task Files_that_are_missing_are_named()
    {
        var missing = PemSource.FromFile(Folder["none"]);
        var failure = await Assert.ThrowsAsync<KubernetesCredentialException>(() =>
            Connect(Configuration() with { ClientCertificate = new ClientCertificate(missing, missing) }).GetAsync(""));
        Assert.Equal($"The client certificate ({missing}, {missing}) cannot be used: there is no such file.", failure.Message);
    }

    [Fact]
    public async Task A_plugin_can_return_one_and_another_when_it_is_refused()
    {
        var refused = true;
        await Server.DisposeAsync();
        Server = await TestServer.StartAsync(Authority.Issue("server", ["127.0.0.1"]), context =>
        {
            if (refused && context.Connection.ClientCertificate!.Subject == "CN=grace") refused = false;
            context.Response.StatusCode = refused ? 401 : 200;
            return Task.CompletedTask;
        });
        var script = new ExecPluginScript(Folder);
        script.AnswerCertificate(Authority.Issue("ada"));
        var client = Connect(Configuration() with { Credentials = script.Plugin() });
        Assert.Equal(401, (int)(await client.GetAsync("")).StatusCode);
        script.AnswerCertificate(Authority.Issue("grace"));
        Assert.Equal(200, (int)(await client.GetAsync("")).StatusCode);
        Assert.Equal(["CN=ada", "CN=ada", "CN=ada", "CN=grace"], Server.ClientCertificates.Select(one => one!.Subject));
        Assert.Equal(2, Server.Connections.Count);
    }

    [Theory]
    [InlineData("1.1", false)]
    [InlineData("1.1", true)]
    [InlineData("2.0", false)]
    [InlineData("2.0", true)]
    public async Task What_is_under_way_goes_on_and_its_connection_is_closed_then(string version, bool hasBegun)
    {
        var go = new TaskCompletionSource();
        await Server.DisposeAsync();
        Server = await TestServer.StartAsync(Authority.Issue("server", ["127.0.0.1"]), async context =>
        {
            var isWatch = context.Request.Path == "/watch";
            if (isWatch && !hasBegun) await go.Task;
            await context.Response.WriteAsync("first ");
            if (isWatch) await go.Task;
            await context.Response.WriteAsync("last");
        });
        var (ada, grace) = (Authority.Issue("ada"), Authority.Issue("grace"));
        var both = new ClientCertificate(PemSource.FromFile(Folder.Write("tls.crt", ada.Pem)), PemSource.FromFile(Folder.Write("tls.key", ada.Key)));
        var client = Connect(Configuration() with { ClientCertificate = both });
        client.DefaultRequestVersion = new Version(version);
        var watching = client.GetAsync("watch", HttpCompletionOption.ResponseHeadersRead);
        if (hasBegun) await watching;
        await Condition.HoldsAsync(() => !Server.Requests.IsEmpty);
        Folder.Write("tls.crt", grace.Pem);
        Folder.Write("tls.key", grace.Key);
        Clock.AdvanceSeconds(1);
        Assert.Equal("first last", await client.GetStringAsync(""));
        go.SetResult();
        using var watch = await watching;
        Assert.Equal("first last", await watch.Content.ReadAsStringAsync());
        Assert.Equal(["CN=ada", "CN=grace"], Server.ClientCertificates.Select(one => one!.Subject));
        await Condition.HoldsAsync(() => Server.OpenConnections == 1);
    }

    private static ClientCertificate Of(TestCertificate certificate) => new(PemSource.FromText(certificate.Pem), PemSource.FromText(certificate.Key));
}
