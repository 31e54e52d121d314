namespace Actors.Kubernetes.Configuration.Tests;

public sealed class TokenFileCredentialTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_changed_file_is_read_again_within_a_second()
    {
        using var source = Source("first\n");
        Assert.Equal("Bearer first", await Shown(source));
        Write("second");
        Assert.Equal("Bearer first", await Shown(source));
        _clock.AdvanceSeconds(1);
        Assert.Equal("Bearer second", await Shown(source));
    }

    [Fact]
    public async Task A_file_that_looks_unchanged_is_read_again_after_a_minute()
    {
        using var source = Source("first");
        Assert.Equal("Bearer first", await Shown(source));
        var written = File.GetLastWriteTimeUtc(_folder["token"]);
        Write("other");
        File.SetLastWriteTimeUtc(_folder["token"], written);
        _clock.AdvanceSeconds(59);
        Assert.Equal("Bearer first", await Shown(source));
        _clock.AdvanceSeconds(1);
        Assert.Equal("Bearer other", await Shown(source));
    }

    [Fact]
    public async Task A_mounted_secret_changes_by_its_links()
    {
        _folder.Write("v1/token", "first");
        _folder.Write("v2/token", "second");
        Directory.CreateSymbolicLink(_folder["data"], _folder["v1"]);
        File.CreateSymbolicLink(_folder["token"], Path.Combine(_folder["data"], "token"));
        using var source = Source();
        Assert.Equal("Bearer first", await Shown(source));

        Directory.CreateSymbolicLink(_folder["next"], _folder["v2"]);
        Directory.Delete(_folder["data"]);
        _clock.AdvanceSeconds(1);
        Assert.Equal("Bearer first", await Shown(source));
        Directory.Move(_folder["next"], _folder["data"]);
        _clock.AdvanceSeconds(1);
        Assert.Equal("Bearer second", await Shown(source));
    }

    [Fact]
    public async Task A_refused_token_is_read_again_at_once()
    {
        using var source = Source("first");
        var first = await source.GetAsync(default);
        Assert.False(source.Refuse(first));
        Write("second");
        Assert.True(source.Refuse(first));
        Assert.Equal("Bearer second", await Shown(source));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_last_token_stays_while_the_file_is_gone_or_empty(bool gone)
    {
        using var source = Source("first");
        Assert.Equal("Bearer first", await Shown(source));
        if (gone) File.Delete(_folder["token"]);
        else Write("");
        _clock.AdvanceSeconds(100);
        Assert.Equal("Bearer first", await Shown(source));
        Write("second");
        _clock.AdvanceSeconds(1);
        Assert.Equal("Bearer second", await Shown(source));
    }

    [Fact]
    public async Task A_token_beside_the_file_is_there_until_the_file_is()
    {
        using var source = Source(initial: "initial");
        Assert.Equal("Bearer initial", await Shown(source));
        Write("first");
        _clock.AdvanceSeconds(1);
        Assert.Equal("Bearer first", await Shown(source));
    }

    [Fact]
    public async Task Without_any_token_it_says_which_file()
    {
        using var missing = Source();
        var failure = await Assert.ThrowsAsync<KubernetesCredentialException>(() => Shown(missing));
        Assert.Equal($"The token file {_folder["token"]} cannot be read: there is no such file.", failure.Message);
        using var empty = Source(" \n");
        failure = await Assert.ThrowsAsync<KubernetesCredentialException>(() => Shown(empty));
        Assert.Equal($"The token file {_folder["token"]} is empty.", failure.Message);
    }

    [Fact]
    public async Task Fixed_ones_stay_as_they_are()
    {
        Assert.Equal("Bearer t", await Fixed(new BearerToken("t")));
        Assert.Equal("Basic YWRhOnDDqA==", await Fixed(new BasicCredentials("ada", "pè")));
        Assert.Null(await Fixed(null));
    }

    private static async Task<string?> Fixed(KubernetesCredentials? credentials)
    {
        using var source = CredentialSource.Of(Configuration(credentials), TimeProvider.System);
        Assert.False(source.Refuse(await source.GetAsync(default)));
        return await Shown(source);
    }

    private CredentialSource Source(string? text = null, string? initial = null)
    {
        if (text is not null) Write(text);
        return CredentialSource.Of(Configuration(new TokenFile(_folder["token"], initial)), _clock);
    }

    private static KubernetesConfiguration Configuration(KubernetesCredentials? credentials) => new() { Server = new Uri("https://a"), Credentials = credentials };

    private void Write(string text) => _folder.Write("token", text);

    private static async Task<string?> Shown(CredentialSource source) => (await source.GetAsync(default)).Authorization;
}
