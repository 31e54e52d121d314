using System.CommandLine;
using Actors.Cli.Inspection.Prompt;
using Actors.Cli.Tests.Inspection.Terminal;

namespace Actors.Cli.Tests.Inspection.Prompt;

public sealed class LineEditorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-");

    public static TheoryData<string, string?> Lines => new()
    {
        { "shards", "shards" },
        { "shrds LEFT LEFT LEFT a", "shards" },
        { "hards HOME s END !", "shards!" },
        { "xshards ^A DEL ^E BACK s", "shards" },
        { "one two ^W three", "one three" },
        { "one two ^U three", "three" },
        { "one two ^W ^A ^Y", "twoone " },
        { "one two ALT-B ^K 2", "one 2" },
        { "one two CTRL-LEFT CTRL-LEFT CTRL-RIGHT s", "ones two" },
        { "abc ^B ^B ^F ^D", "ab" },
        { "half ^C", "" },
        { "^D", null },
        { "EOF", null },
        { "UP", "newest" },
        { "UP UP", "oldest" },
        { "UP UP UP", "oldest" },
        { "draft UP UP DOWN DOWN", "draft" },
        { "^P ^P ^N", "newest" },
        { "act TAB l TAB", "actors list " },
        { "actors re TAB", "actors re" },
        { "actors rec TAB", "actors reconcile " },
        { "actors list --so TAB ag TAB", "actors list --sort age " },
        { "actors list --state Failed,Ba TAB", "actors list --state Failed,Backoff " },
        { "xyz TAB", "xyz" },
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Keys_do_what_they_do_in_a_shell(string keys, string? line)
    {
        var (read, screen) = await ReadAsync(keys, 80);
        Assert.Equal(line, read);
        if (line is { Length: > 0 }) Assert.Contains($"> {line}".TrimEnd(), screen.Lines);
    }

    [Fact]
    public async Task A_line_that_is_longer_than_the_terminal_is_shown_around_the_cursor()
    {
        var (_, screen) = await ReadAsync($"{new string('a', 30)}{new string('b', 30)}", 40);
        Assert.Equal($"> {new string('a', 7)}{new string('b', 30)}", screen.Lines[0]);
        (_, screen) = await ReadAsync($"{new string('a', 30)}{new string('b', 30)} HOME", 40);
        Assert.Equal($"> {new string('a', 30)}{new string('b', 7)}", screen.Lines[0]);
    }

    [Fact]
    public void The_history_is_kept_without_what_is_not_to_be()
    {
        var file = Path.Combine(_folder.FullName, "state", "history");
        var history = new History(file);
        foreach (var line in new[] { "shards", "shards", " secret", "top" }) history.Add(line);
        Assert.Equal(["shards", "top"], new History(file).Lines);
        File.WriteAllLines(file, Enumerable.Range(0, 3000).Select(static i => $"line {i}"));
        Assert.Equal(("line 2000", 1000), (new History(file).Lines[0], File.ReadLines(file).Count()));
    }

    private async Task<(string? Line, TerminalScreen Screen)> ReadAsync(string keys, int width)
    {
        var file = Path.Combine(_folder.FullName, Guid.NewGuid().ToString());
        await File.WriteAllTextAsync(file, "oldest\nnewest\n");
        using var output = new StringWriter();
        var typed = new Queue<ConsoleKeyInfo?>(Keys.Of(keys));
        var editor = new LineEditor(
            _ => ValueTask.FromResult(typed.TryDequeue(out var key) ? key : new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false)), output, () => width, new History(file), new Completer(CompleterTests.Tree()));
        var line = await editor.ReadAsync("> ", CancellationToken.None);
        var screen = new TerminalScreen(width, 24);
        screen.Feed(output.ToString().Replace("\n", "\r\n", StringComparison.Ordinal));
        return (line, screen);
    }
}
