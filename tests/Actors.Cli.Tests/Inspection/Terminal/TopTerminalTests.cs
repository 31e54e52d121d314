namespace Actors.Cli.Tests.Inspection.Terminal;

/// <summary><c>top</c> as a process at a real terminal.</summary>
public sealed class TopTerminalTests : ConsoleTestBase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-");

    public override Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return base.DisposeAsync();
    }

    [TerminalFact]
    public async Task It_fits_the_screen_follows_its_size_and_gives_it_back()
    {
        using var terminal = await PseudoTerminal.StartAsync(_folder.FullName, $"console --url {Api.Url} top");
        await terminal.UntilAsync(static screen => screen.Lines[^1].Contains("q quits", StringComparison.Ordinal));
        var lines = terminal.Screen.Lines;
        Assert.True(terminal.Screen.IsAlternate);
        Assert.StartsWith("3 replicas  3,000 objects  36 running", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("REPLICA", lines[3], StringComparison.Ordinal);
        Assert.Contains(lines, static line => line.StartsWith("FAILING", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("SLOWEST", StringComparison.Ordinal));

        await terminal.ResizeAsync(140, 40);
        await terminal.UntilAsync(static screen => screen.Lines[39].Contains("q quits", StringComparison.Ordinal) && screen.Text.Contains("MEMORY", StringComparison.Ordinal));
        await terminal.ResizeAsync(60, 12);
        await terminal.UntilAsync(static screen => screen.Lines[11].Contains("q quits", StringComparison.Ordinal) && !screen.Text.Contains("MEMORY", StringComparison.Ordinal));

        // It goes on asking.
        Api.On("GET /top", Samples.Top(3, "another problem"));
        await terminal.ResizeAsync(140, 40);
        await terminal.UntilAsync("another problem");
        Api.Refuse("GET /top", 503, "Unavailable", "the replica stops");
        await terminal.UntilAsync("is the last answer: the replica stops");
        Api.On("GET /top", Samples.Top(3));
        await terminal.UntilAsync("q quits");

        await terminal.TypeAsync("q");
        Assert.Equal(0, await terminal.EndAsync());
        Assert.False(terminal.Screen.IsAlternate);
    }

    [TerminalFact]
    public async Task It_is_without_colours_where_they_are_not_wanted()
    {
        using var coloured = await PseudoTerminal.StartAsync(_folder.FullName, $"console --url {Api.Url} top");
        await coloured.UntilAsync("q quits");
        Assert.True(coloured.Screen.HasColours);

        using var plain = await PseudoTerminal.StartAsync(_folder.FullName, $"console --url {Api.Url} top", 80, 24, ("NO_COLOR", "1"));
        await plain.UntilAsync("q quits");
        Assert.False(plain.Screen.HasColours);
    }

    [TerminalFact]
    public async Task Where_nothing_answers_it_says_so_and_touches_no_screen()
    {
        Api.Refuse("GET /top", 503, "Unavailable", "the replica stops");
        using var terminal = await PseudoTerminal.StartAsync(_folder.FullName, $"console --url {Api.Url} top");
        Assert.Equal(1, await terminal.EndAsync());
        Assert.Contains("error: the replica stops", terminal.Screen.Text, StringComparison.Ordinal);
    }

    [TerminalFact]
    public async Task Lists_are_cut_to_the_terminal_and_names_are_not()
    {
        using var terminal = await PseudoTerminal.StartAsync(_folder.FullName, $"console --url {Api.Url} actors list", 132);
        Assert.Equal(0, await terminal.EndAsync());
        var line = Assert.Single(terminal.Screen.Lines, static one => one.Contains("orders", StringComparison.Ordinal));
        Assert.EndsWith("…", line, StringComparison.Ordinal);
        Assert.Contains("a_3f9c01ab42", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 100, 132);
    }
}
