using System.CommandLine;
using System.Text.Json;
using Actors.Cli.Commands;
using Actors.Cli.Tests.Inspection.Terminal;

namespace Actors.Cli.Tests.Inspection.Fleet;

/// <summary>The console and a fleet that runs.</summary>
public sealed class FleetConsoleTests : IAsyncLifetime, IDisposable
{
    private const int Widgets = 12;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-");
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));
    private ConsoleFleet _fleet = null!;

    public async Task InitializeAsync()
    {
        _fleet = await ConsoleFleet.StartAsync();

        // Widgets come when all shards are where they stay: what moves is reconciled once more, and meanwhile is nowhere.
        await UntilAsync("cluster show -o json", static json => json.GetProperty("members").EnumerateArray().Count(one => IsSettled(one, json.GetProperty("epoch").GetInt64())) == 2);
        for (var i = 0; i < Widgets; i++) await _fleet.CreateAsync($"w{i:d2}", i == 7 ? -1 : 1);
        await UntilAsync("actors list --state idle -o json", static json => json.GetProperty("total").GetInt32() == Widgets - 1);
        await UntilAsync("actors list --state backoff -o json", static json => json.GetProperty("total").GetInt32() == 1);
    }

    public async Task DisposeAsync()
    {
        await _fleet.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public void Dispose() => _patience.Dispose();

    [Theory]
    [InlineData("cluster show", "members")]
    [InlineData("shards", "items")]
    [InlineData("ingest", "items")]
    [InlineData("actors list --kind wid --sort age", "items")]
    [InlineData("actors hierarchy /region", "children")]
    [InlineData("actors show w01", "transitions")]
    [InlineData("limits", "items")]
    [InlineData("top", "replicas")]
    [InlineData("log level", "levels")]
    [InlineData("config", "kinds")]
    public async Task What_is_there_is_shown_in_each_form(string line, string property)
    {
        foreach (var format in new[] { "table", "json", "yaml" })
        {
            var (exitCode, output, error) = await RunAsync($"{line} -o {format}");
            Assert.True(exitCode == 0, $"{line} -o {format}: {error}");
            Assert.NotEmpty(output);
            if (format == "json") Assert.True(JsonDocument.Parse(output).RootElement.TryGetProperty(property, out _), output);
        }
    }

    [Fact]
    public async Task Something_stuck_is_found_understood_and_put_right()
    {
        var rows = ConsoleTestBase.Rows((await RunAsync("actors list --state backoff --sort attempts")).Output);
        Assert.StartsWith("default w07 Widget Backoff ", Assert.Single(rows.Skip(1)), StringComparison.Ordinal);
        Assert.EndsWith(" InvalidOperationException: no widget is smaller than nothing", rows[1], StringComparison.Ordinal);

        Assert.Equal(0, (await JsonAsync("actors list --older 1h -o json")).GetProperty("total").GetInt32());

        var (_, shown, _) = await RunAsync("actors show default/w07");
        Assert.Matches("Attempts: +1\n", shown);
        Assert.Contains("System.InvalidOperationException: no widget is smaller than nothing\n", shown, StringComparison.Ordinal);

        // Where it was thrown may have been inlined there.
        Assert.Contains("\n     at Actors.", shown, StringComparison.Ordinal);

        Assert.Equal((0, "Widget default/w07 is paused\n", ""), await RunAsync("actors pause w07"));
        Assert.Equal((1, "", "error: Widget default/w07 is paused: resume it first\n"), await RunAsync("actors reconcile w07"));
        await _fleet.ChangeAsync("w07", 1);
        Assert.Equal((0, "Widget default/w07 is resumed\n", ""), await RunAsync("actors resume w07"));
        await UntilAsync("actors list --state idle -o json", static json => json.GetProperty("total").GetInt32() == Widgets);
        Assert.Equal((0, "Widget default/w07 is reconciled as soon as it may run\n", ""), await RunAsync("actors reconcile w07"));
    }

    [Fact]
    public async Task Many_are_acted_on_by_their_labels()
    {
        Assert.Equal((0, $"pause: {Widgets - 1} objects on 2 replicas\n", ""), await RunAsync("actors pause --selector size=right"));
        await UntilAsync("actors list --state paused -o json", static json => json.GetProperty("total").GetInt32() == Widgets - 1);
        Assert.Equal((0, $"resume: {Widgets - 1} objects on 2 replicas\n", ""), await RunAsync("actors resume --kind widgets --selector * --state Paused"));
    }

    [Fact]
    public async Task Replicas_are_told_what_to_do()
    {
        var owner = (await JsonAsync("shards --each -o json")).GetProperty("items")[3].GetProperty("owner").GetString()!;
        var other = owner[0] == 'a' ? "b" : "a";
        Assert.StartsWith($"shard 3 moves to {other}_", (await RunAsync($"shards move 3 {other}")).Output, StringComparison.Ordinal);
        await UntilAsync("shards -o json", json => json.GetProperty("items")[3].TryGetProperty("owner", out var now) && now.GetString()![0] == other[0]);

        Assert.Equal(0, (await RunAsync("log level Actors.Operators Debug")).ExitCode);
        Assert.Contains("Actors.Operators   Debug", (await RunAsync("log level --replica b")).Output, StringComparison.Ordinal);
        var (exitCode, events, _) = await RunAsync("cluster tail --no-follow");
        Assert.Equal(0, exitCode);
        Assert.Contains("  MapChanged  ", events, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("drain --replica b")).ExitCode);
        await UntilAsync("shards -o json", static json => json.GetProperty("items").EnumerateArray().All(static one => one.TryGetProperty("owner", out var name) && name.GetString()![0] == 'a'));
    }

    [Fact]
    public async Task A_replica_leaves()
    {
        Assert.Equal(0, (await RunAsync("cluster leave b")).ExitCode);
        await UntilAsync("cluster show -o json", static json => json.GetProperty("members").GetArrayLength() == 1);
    }

    [Theory]
    [InlineData("actors show w77", "did you mean 'default/w07'?")]
    [InlineData("shards move 3 c", "there is no replica 'c'")]
    [InlineData("shards move 99 a", "99")]
    [InlineData("actors hierarchy /regoin", "/regoin")]
    [InlineData("limits --replica c", "there is no replica 'c'")]
    public async Task What_is_not_there_is_told(string line, string message)
    {
        var (exitCode, _, error) = await RunAsync(line);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Equal(4, exitCode);
    }

    [Fact]
    public async Task Nobody_without_the_secret_looks_or_acts()
    {
        foreach (var line in new[] { "cluster show", "top", "tail", "drain", "actors pause --selector *", "cluster leave b" })
        {
            var (exitCode, output, error) = await ConsoleTestBase.RunAsync(["--url", _fleet.Urls[0].ToString(), .. line.Split(' ')], _patience.Token);
            Assert.Equal((3, ""), (exitCode, output));
            Assert.Contains("does not know who asks", error, StringComparison.Ordinal);
        }
    }

    [TerminalFact]
    public async Task The_prompt_and_top_show_the_fleet()
    {
        using var terminal = await PseudoTerminal.StartAsync(_folder.FullName, $"console --url {_fleet.Urls[1]} --secret-file {_fleet.SecretFile}", 120);
        await terminal.UntilAsync("one of 2 replicas");
        await terminal.UntilAsync(static screen => screen.Line == "widget-operator>");
        await terminal.TypeAsync("actors show w0\t");
        await terminal.TypeAsync("7\r");
        await terminal.UntilAsync("no widget is smaller than nothing");
        await terminal.UntilAsync(static screen => screen.Line == "widget-operator>");
        await terminal.TypeAsync("top\r");
        await terminal.UntilAsync(static screen => screen.IsAlternate && screen.Text.Contains("2 replicas  12 objects", StringComparison.Ordinal) && screen.Text.Contains("Widget default/w07", StringComparison.Ordinal));
        await terminal.TypeAsync("q");
        await terminal.UntilAsync(static screen => !screen.IsAlternate && screen.Line == "widget-operator>");
        await terminal.TypeAsync("exit\r");
        Assert.Equal(0, await terminal.EndAsync());
    }

    [Fact]
    public async Task What_happens_is_followed_until_ctrl_c()
    {
        using var output = new FirstLine();
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(_patience.Token);
        var tail = RootCommands.RunAsync(
            ["console", "--url", _fleet.Urls[0].ToString(), "--secret-file", _fleet.SecretFile, "tail", "--kind", "widget", "--name", "default/w03", "--state", "Running"],
            new InvocationConfiguration { Output = output, ProcessTerminationTimeout = null },
            interrupt.Token);

        // When the first transition is listened for is not said.
        while (!output.Line.IsCompleted && !tail.IsCompleted) Assert.Equal(0, (await RunAsync("actors reconcile w03")).ExitCode);
        await interrupt.CancelAsync();
        Assert.Equal(130, await tail);
        Assert.Matches("Widget default/w03  [A-Za-z]+ → Running$", await output.Line);
    }

    private static bool IsSettled(JsonElement member, long epoch) =>
        member.GetProperty("shards").GetInt32() == 8 && member.GetProperty("gaining").GetInt32() == 0 && member.GetProperty("losing").GetInt32() == 0 && member.GetProperty("seen").GetInt64() == epoch;

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string line) =>
        ConsoleTestBase.RunAsync(["--url", _fleet.Urls[0].ToString(), "--secret-file", _fleet.SecretFile, .. line.Split(' ')], _patience.Token);

    private async Task<JsonElement> JsonAsync(string line)
    {
        var (exitCode, output, error) = await RunAsync(line);
        Assert.True(exitCode == 0, $"{line}: {error}");
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>Asks until the answer is as wanted.</summary>
    private async Task UntilAsync(string line, Func<JsonElement, bool> isWanted)
    {
        while (true)
        {
            var (exitCode, output, error) = await RunAsync(line);
            if (exitCode == 0 && isWanted(JsonDocument.Parse(output).RootElement)) return;
            if (_patience.IsCancellationRequested) throw new TimeoutException($"{line} was never as wanted; last: {output}{error}");
        }
    }

    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override void WriteLine(string? value) => _line.TrySetResult(value ?? "");
    }
}
