using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Actors.Kubernetes.Configuration.Tests;

public sealed class ExecCredentialTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly ExecPluginScript _script;

    public ExecCredentialTests() => _script = new ExecPluginScript(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_it_returns_is_kept_until_it_expires()
    {
        _script.AnswerToken("first", _clock.GetUtcNow().AddMinutes(10));
        using var source = Source(_script.Plugin());
        Assert.Equal("Bearer first", await Shown(source));
        _script.AnswerToken("second");
        _clock.AdvanceSeconds(599.9);
        Assert.Equal("Bearer first", await Shown(source));
        _clock.AdvanceSeconds(0.1);
        Assert.Equal("Bearer second", await Shown(source));
        _clock.Advance(TimeSpan.FromDays(1000));
        Assert.Equal("Bearer second", await Shown(source));
        Assert.Equal(2, _script.Runs);
    }

    [Fact]
    public async Task It_runs_again_after_a_refusal_but_once_for_all_that_were_refused()
    {
        _script.AnswerToken("first");
        using var source = Source(_script.Plugin());
        var first = await source.GetAsync(default);
        _script.AnswerToken("second");
        Assert.True(source.Refuse(first));
        Assert.Equal("Bearer second", await Shown(source));
        Assert.True(source.Refuse(first));
        Assert.Equal("Bearer second", await Shown(source));
        Assert.Equal(2, _script.Runs);
    }

    [Fact]
    public async Task It_runs_once_for_all_that_wait_and_on_if_one_gives_up()
    {
        _script.AnswerToken("only");
        using var source = Source(_script.Plugin("while [ ! -e go ]; do sleep 0.01; done"));
        using var giveUp = new CancellationTokenSource();
        var impatient = source.GetAsync(giveUp.Token).AsTask();
        var waiting = Enumerable.Range(0, 20).Select(_ => Task.Run(() => Shown(source))).ToArray();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient.WaitAsync(Patience));
        _folder.Write("go", "");
        Assert.All(await Task.WhenAll(waiting).WaitAsync(Patience), shown => Assert.Equal("Bearer only", shown));
        Assert.Equal(1, _script.Runs);
    }

    [Fact]
    public async Task It_is_told_what_is_wanted_and_of_which_cluster()
    {
        _script.AnswerToken("t");
        var plugin = _script.Plugin("printf '%s' \"$KUBERNETES_EXEC_INFO\" > info; echo \"$1 $REGION\" > said") with
        {
            Environment = new Dictionary<string, string> { ["REGION"] = "eu" },
            ProvideClusterInfo = true,
            ClusterConfig = """{"audience":"x"}""",
        };
        using var authority = new TestAuthority();
        var configuration = new KubernetesConfiguration
        {
            Server = new Uri("https://10.0.0.1:6443"),
            Trust = new ServerTrust { Authority = PemSource.FromText(authority.Pem), ServerName = "inside" },
            Proxy = KubernetesProxy.At(new Uri("socks5://proxy:1")),
            DisableCompression = true,
            Credentials = plugin,
        };
        using var source = CredentialSource.Of(configuration, _clock);
        await Shown(source);
        Assert.Equal("argument eu\n", await File.ReadAllTextAsync(_folder["said"]));
        using var expected = JsonDocument.Parse($$$"""
            {"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1", "spec": {"interactive": false, "cluster": {
             "server": "https://10.0.0.1:6443", "tls-server-name": "inside", "certificate-authority-data": "{{{authority.Base64}}}",
             "proxy-url": "socks5://proxy:1", "disable-compression": true, "config": {"audience": "x"} } } }
            """);
        using var told = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["info"]));
        Assert.True(JsonElement.DeepEquals(expected.RootElement, told.RootElement), told.RootElement.ToString());
    }

    [Fact]
    public async Task The_cluster_is_told_only_if_it_is_asked_for()
    {
        _script.AnswerToken("t");
        using var source = Source(_script.Plugin("printf '%s' \"$KUBERNETES_EXEC_INFO\" > info"));
        await Shown(source);
        Assert.Equal(
            """{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","spec":{"interactive":false}}""",
            await File.ReadAllTextAsync(_folder["info"]));
    }

    [Fact]
    public async Task One_that_asks_nobody_gets_an_empty_input()
    {
        _script.AnswerToken("t");
        using var source = Source(_script.Plugin("cat > input"));
        Assert.Equal("Bearer t", await Shown(source).WaitAsync(Patience));
        Assert.Equal("", await File.ReadAllTextAsync(_folder["input"]));
    }

    [Fact]
    public async Task A_failure_shows_its_code_and_what_it_says_and_is_not_kept()
    {
        _script.AnswerToken("t");
        using var source = Source(_script.Plugin("if [ ! -e well ]; then printf 'log in\\033[1m first\\n' >&2; exit 7; fi"));
        Assert.Equal("The exec plugin 'sh' (code) ended with code 7. It says: log in\uFFFD[1m first", await Failure(source));
        _folder.Write("well", "");
        Assert.Equal("Bearer t", await Shown(source));
    }

    [Theory]
    [InlineData("no-such-plugin", "is not in PATH. brew install it")]
    [InlineData("/no/such/plugin", "is not there. brew install it")]
    public async Task A_missing_program_gives_the_hint(string command, string problem)
    {
        using var source = Source(new ExecPlugin { Command = command, InstallHint = "brew install it" });
        Assert.Equal($"The exec plugin '{command}' (code) {problem}", await Failure(source));
    }

    [Fact]
    public async Task One_that_cannot_be_run_gives_the_hint_too()
    {
        using var source = Source(new ExecPlugin { Command = _folder.Write("not-executable", ""), InstallHint = "chmod it" });
        Assert.EndsWith(". chmod it", await Failure(source), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_does_not_end_is_ended()
    {
        using var source = Source(_script.Plugin("echo $$ > pid; mv pid started; sleep 1000") with { Timeout = TimeSpan.FromSeconds(20) });
        var shown = Failure(source);
        await _folder.WaitForAsync("started");
        _clock.AdvanceSeconds(20);
        Assert.Equal("The exec plugin 'sh' (code) did not end within 20 s", await shown.WaitAsync(Patience));
        await AssertEndsAsync();
    }

    [Fact]
    public async Task It_ends_with_the_connection()
    {
        var source = Source(_script.Plugin("echo $$ > pid; mv pid started; sleep 1000"));
        var shown = Shown(source);
        await _folder.WaitForAsync("started");
        source.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shown.WaitAsync(Patience));
        await AssertEndsAsync();
    }

    [Fact]
    public async Task One_that_has_to_ask_needs_a_terminal()
    {
        _script.AnswerToken("t");
        var plugin = _script.Plugin("printf '%s' \"$KUBERNETES_EXEC_INFO\" > info") with { InteractiveMode = ExecInteractiveMode.Always };
        var failure = await Assert.ThrowsAsync<KubernetesCredentialException>(() => Command(plugin, terminal: false));
        Assert.EndsWith("has to ask somebody (interactiveMode: Always), and the standard input is no terminal", failure.Message, StringComparison.Ordinal);
        await Command(plugin with { InteractiveMode = ExecInteractiveMode.IfAvailable }, terminal: false);
        Assert.Contains("\"interactive\":false", await File.ReadAllTextAsync(_folder["info"]), StringComparison.Ordinal);
        await Command(plugin, terminal: true);
        Assert.Contains("\"interactive\":true", await File.ReadAllTextAsync(_folder["info"]), StringComparison.Ordinal);
    }

    private Task<ExecResult> Command(ExecPlugin plugin, bool terminal) =>
        new ExecCommand(plugin, new KubernetesConfiguration { Server = new Uri("https://a") }, () => terminal).RunAsync(null, _clock, default);

    private async Task AssertEndsAsync()
    {
        var id = int.Parse(await File.ReadAllTextAsync(_folder["started"]), CultureInfo.InvariantCulture);
        await Condition.HoldsAsync(() => !Array.Exists(Process.GetProcesses(), process => process.Id == id));
    }

    private CredentialSource Source(ExecPlugin plugin) =>
        CredentialSource.Of(new KubernetesConfiguration { Server = new Uri("https://a"), Credentials = plugin }, _clock);

    private static async Task<string?> Shown(CredentialSource source) => (await source.GetAsync(default)).Authorization;

    private static async Task<string> Failure(CredentialSource source) =>
        (await Assert.ThrowsAsync<KubernetesCredentialException>(() => Shown(source))).Message;
}
