namespace Actors.Kubernetes.Configuration.Tests;

public sealed class ServerCertificateCheckTests : ConnectionTest
{
    [Fact]
    public async Task A_certificate_of_the_right_authority_is_trusted() =>
        Assert.Equal("HTTP/2", await Connect(Configuration()).GetStringAsync(""));

    [Fact]
    public async Task What_stands_between_it_and_the_root_is_sent_by_the_server()
    {
        using var between = new TestAuthority("Between CA", Authority);
        await UseAsync(between.Issue("server", ["127.0.0.1"]));
        Assert.Equal("HTTP/2", await Connect(Configuration()).GetStringAsync(""));
    }

    [Fact]
    public async Task An_authority_below_the_root_can_be_the_trusted_one()
    {
        using var between = new TestAuthority("Between CA", Authority);
        await UseAsync(between.Issue("server", ["127.0.0.1"]));
        Assert.Equal("HTTP/2", await Connect(Configuration(Trust(between.Pem))).GetStringAsync(""));
        using var beside = new TestAuthority("Beside CA", Authority);
        Assert.Contains("no trusted authority has signed it", await RefusalAsync(Trust(beside.Pem)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_several_authorities_is_enough()
    {
        using var other = new TestAuthority("Other CA");
        Assert.Equal("HTTP/2", await Connect(Configuration(Trust($"{other.Pem}\n{Authority.Pem}"))).GetStringAsync(""));
    }

    [Fact]
    public async Task One_of_an_unknown_authority_is_refused()
    {
        using var other = new TestAuthority("Other CA");
        Assert.Equal(
            $"The certificate of 127.0.0.1 ({Server.Address.Authority}, code) is not trusted: no trusted authority has signed it: it was signed by CN=Right CA, " +
            "and trusted are CN=Other CA only (PEM text).",
            await RefusalAsync(Trust(other.Pem)));
    }

    [Fact]
    public async Task An_authority_of_the_same_name_with_another_key_is_unknown()
    {
        using var other = new TestAuthority("Right CA");
        await RefusalAsync(Trust(other.Pem));
    }

    [Fact]
    public async Task Without_an_authority_those_of_the_system_count() =>
        Assert.Contains(
            "signed by CN=Right CA, and trusted are the authorities of the operating system only: is certificate-authority missing?",
            await RefusalAsync(new ServerTrust()),
            StringComparison.Ordinal);

    [Fact]
    public async Task One_for_another_host_is_refused()
    {
        await UseAsync(Authority.Issue("server", ["one.example", "two.example", "10.0.0.1"]));
        var refusal = await RefusalAsync(Trust(Authority.Pem));
        Assert.EndsWith("is not trusted: it is for one.example, two.example, 10.0.0.1, not for 127.0.0.1.", refusal, StringComparison.Ordinal);
        await UseAsync(Authority.Issue("server"));
        refusal = await RefusalAsync(Trust(Authority.Pem));
        Assert.EndsWith("is not trusted: it is for no host at all (CN=server), not for 127.0.0.1.", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_that_is_asked_for_is_the_one_that_counts()
    {
        await UseAsync(Authority.Issue("server", ["inside.example"]));
        var trust = Trust(Authority.Pem) with { ServerName = "inside.example" };
        Assert.Equal("HTTP/2", await Connect(Configuration(trust)).GetStringAsync(""));
        Assert.Equal(["inside.example"], Server.NamesAskedFor);
        var refusal = await RefusalAsync(trust with { ServerName = "outside.example" });
        Assert.EndsWith("it is for inside.example, not for outside.example.", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_one_is_refused()
    {
        var expired = DateTimeOffset.UtcNow.AddDays(-1);
        await UseAsync(Authority.Issue("server", ["127.0.0.1"], until: expired));
        Assert.EndsWith($"is not trusted: it expired {expired:u}.", await RefusalAsync(Trust(Authority.Pem)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        using var other = new TestAuthority("Other CA");
        await UseAsync(Authority.Issue("server", ["one.example"], until: DateTimeOffset.UtcNow.AddDays(-1)));
        var refusal = await RefusalAsync(Trust(other.Pem));
        Assert.Contains("it is for one.example", refusal, StringComparison.Ordinal);
        Assert.Contains("no trusted authority", refusal, StringComparison.Ordinal);
        Assert.Contains("it expired", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_for_no_verification_gets_none()
    {
        await UseAsync(Authority.Issue("server", ["one.example"], until: DateTimeOffset.UtcNow.AddDays(-1)));
        Assert.Equal("HTTP/2", await Connect(Configuration(new ServerTrust { SkipVerification = true })).GetStringAsync(""));
    }

    [Fact]
    public async Task An_authority_that_changes_in_its_file_is_taken_up()
    {
        using var other = new TestAuthority("Other CA");
        var trust = new ServerTrust { Authority = PemSource.FromFile(Folder.Write("ca.crt", other.Pem)) };
        var client = Connect(Configuration(trust));
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(""));
        Assert.Contains($"trusted are CN=Other CA only ({Folder["ca.crt"]})", failure.Message, StringComparison.Ordinal);
        Folder.Write("ca.crt", Authority.Pem + "\n");
        Clock.AdvanceSeconds(1);
        Assert.Equal("HTTP/2", await client.GetStringAsync(""));
        Folder.Write("ca.crt", "it is being written");
        Clock.AdvanceSeconds(1);
        Assert.Equal("HTTP/2", await client.GetStringAsync(""));
    }

    private static ServerTrust Trust(string pem) => new() { Authority = PemSource.FromText(pem) };

    private async Task UseAsync(TestCertificate certificate)
    {
        await Server.DisposeAsync();
        Server = await TestServer.StartAsync(certificate);
    }
}
