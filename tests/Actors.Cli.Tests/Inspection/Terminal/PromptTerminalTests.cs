namespace Actors.Cli.Tests.Inspection.Terminal;

/// <summary>The prompt as a process at a real terminal.</summary>
public sealed class PromptTerminalTests : ConsoleTestBase
{
    private const string Prompt = "database-operator>";
    private const string Up = "\eOA";
    private const string Left = "\eOD";
    private const string CtrlC = "\x03";
    private const string CtrlD = "\x04";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-");

    public override Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return base.DisposeAsync();
    }

    [TerminalFact]
    public async Task Commands_are_typed_edited_completed_and_remembered()
    {
        using (var terminal = await StartAsync())
        {
            await terminal.UntilAsync("database-operator 1.0.0: a_3f9c01ab42, one of 2 replicas.");
            await AtPromptAsync(terminal);
            await terminal.TypeAsync("limit\r");
            await terminal.UntilAsync("error: unknown command 'limit'; did you mean 'limits'?");

            // The line before comes back, and is put right.
            await AtPromptAsync(terminal);
            await terminal.TypeAsync($"{Up}s{Left}{Left}\r");
            await terminal.UntilAsync("controller   database   12    12        30");

            await AtPromptAsync(terminal);
            await terminal.TypeAsync("act\t");
            await terminal.UntilAsync(static screen => screen.Line == $"{Prompt} actors" && screen.Column == Prompt.Length + 8);
            await terminal.TypeAsync("sh\tdefault/o\t");
            await terminal.UntilAsync(static screen => screen.Line == $"{Prompt} actors show default/orders");
            await terminal.TypeAsync("\r");
            await terminal.UntilAsync("Last transitions:");

            await AtPromptAsync(terminal);
            await terminal.TypeAsync($"half a line{CtrlC}");
            await terminal.UntilAsync("half a line^C");
            await AtPromptAsync(terminal);
            await terminal.TypeAsync(CtrlD);
            Assert.Equal(0, await terminal.EndAsync());
        }

        var history = Path.Combine(_folder.FullName, "actors", "history");
        Assert.Equal(["limit", "limits", "actors show default/orders "], await File.ReadAllLinesAsync(history));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(history));

        using var next = await StartAsync();
        await AtPromptAsync(next);
        await next.TypeAsync($"{Up}{Up}");
        await next.UntilAsync(static screen => screen.Line == $"{Prompt} limits");
        await next.TypeAsync($"{CtrlC}exit\r");
        Assert.Equal(0, await next.EndAsync());
    }

    [TerminalFact]
    public async Task Several_words_that_fit_are_listed()
    {
        using var terminal = await StartAsync();
        await AtPromptAsync(terminal);
        await terminal.TypeAsync("actors re\t\t");
        await terminal.UntilAsync("reconcile  resume");
        await terminal.UntilAsync(static screen => screen.Line == $"{Prompt} actors re");
        await terminal.TypeAsync("s\t--state Ba\t");
        await terminal.UntilAsync(static screen => screen.Line == $"{Prompt} actors resume --state Backoff");
    }

    [TerminalFact]
    public async Task Ctrl_C_ends_what_runs_and_not_the_prompt()
    {
        Api.Stream(
            "GET /transitions",
            """{"time":"2026-11-21T21:00:00Z","replica":"a_3f","kind":"Database","namespace":"default","name":"orders","uid":"1","from":"Idle","to":"Queued","attempts":0}""" + "\n",
            new TaskCompletionSource().Task);
        using var terminal = await StartAsync();
        await AtPromptAsync(terminal);
        await terminal.TypeAsync("tail\r");
        await terminal.UntilAsync("Database default/orders  Idle → Queued");
        await terminal.TypeAsync(CtrlC);
        await AtPromptAsync(terminal);
        Assert.True(terminal.Screen.HasColours);
    }

    [TerminalFact]
    public async Task A_replica_that_is_gone_is_told_and_the_prompt_stays()
    {
        using var terminal = await StartAsync();
        await AtPromptAsync(terminal);
        var url = Api.Url;
        await Api.DisposeAsync();
        await terminal.TypeAsync("shards\r");
        await terminal.UntilAsync($"error: nothing listens at {url}");
        await AtPromptAsync(terminal);
        await terminal.TypeAsync("shards --url x\r");
        await terminal.UntilAsync("error: unknown option '--url' of 'shards'");
    }

    [TerminalFact]
    public async Task Top_ends_with_the_prompt_where_it_was()
    {
        using var terminal = await StartAsync();
        await AtPromptAsync(terminal);
        await terminal.TypeAsync("top\r");
        await terminal.UntilAsync(static screen => screen.IsAlternate && screen.Text.Contains("q quits", StringComparison.Ordinal));
        await terminal.TypeAsync("q");
        await terminal.UntilAsync(static screen => !screen.IsAlternate && screen.Line == Prompt && screen.Text.Contains($"{Prompt} top", StringComparison.Ordinal));
        await terminal.TypeAsync("limits\r");
        await terminal.UntilAsync("zone-1");
    }

    private Task<PseudoTerminal> StartAsync() => PseudoTerminal.StartAsync(_folder.FullName, $"console --url {Api.Url}");

    /// <summary>Waits for an empty line to type in.</summary>
    private static Task AtPromptAsync(PseudoTerminal terminal) => terminal.UntilAsync(static screen => screen.Line == Prompt);
}
