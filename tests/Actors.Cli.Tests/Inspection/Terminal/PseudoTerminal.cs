using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Actors.Cli.Tests.Inspection.Terminal;

/// <summary>The <c>actors</c> command at a terminal of its own, made by script(1), and somebody who types and looks.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly CancellationTokenSource _patience = new(Limit);
    private readonly char[] _buffer = new char[4096];
    private string _rest = "";
    private string _device = "";

    private PseudoTerminal(Process process, int width, int height)
    {
        _process = process;
        Screen = new TerminalScreen(width, height);
    }

    public TerminalScreen Screen { get; }

    /// <summary>Starts the command.</summary>
    /// <param name="folder">Where it keeps what it remembers.</param>
    /// <param name="arguments">Its arguments; none holds what a shell would take for something else.</param>
    /// <param name="width">The columns of the terminal.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="environment">Variables it gets besides.</param>
    public static async Task<PseudoTerminal> StartAsync(string folder, string arguments, int width = 80, int height = 24, params (string Name, string Value)[] environment)
    {
        var command = $"stty cols {width} rows {height}; tty; exec dotnet '{Path.Combine(AppContext.BaseDirectory, "actors.dll")}' {arguments}";
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--flush", "--command", command, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(false),
            Environment = { ["TERM"] = "xterm", ["SHELL"] = "/bin/sh", ["XDG_STATE_HOME"] = folder, ["LANG"] = "C.UTF-8" },
        };
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var terminal = new PseudoTerminal(Process.Start(start)!, width, height);
        await terminal.UntilAsync(static screen => screen.Row > 0);
        terminal._device = terminal.Screen.Lines[0];
        return terminal;
    }

    /// <summary>Types text or keys.</summary>
    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Looks on until the screen shows that.</summary>
    public Task UntilAsync(string text) => UntilAsync(screen => screen.Text.Contains(text, StringComparison.Ordinal));

    public async Task UntilAsync(Func<TerminalScreen, bool> isSeen)
    {
        while (!isSeen(Screen))
        {
            if (!await ReadAsync()) throw new InvalidOperationException($"It has ended before; the screen:\n{Screen.Text}");
        }
    }

    /// <summary>Changes the size of the terminal, as a window does.</summary>
    public async Task ResizeAsync(int width, int height)
    {
        Screen.Resize(width, height);
        using var stty = Process.Start("stty", ["-F", _device, "cols", width.ToString(CultureInfo.InvariantCulture), "rows", height.ToString(CultureInfo.InvariantCulture)]);
        await stty.WaitForExitAsync(_patience.Token);
        Assert.Equal(0, stty.ExitCode);
    }

    /// <summary>Looks on until the command has ended.</summary>
    public async Task<int> EndAsync()
    {
        while (await ReadAsync())
        {
        }

        await _process.WaitForExitAsync(_patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _patience.Dispose();
    }

    private async Task<bool> ReadAsync()
    {
        int count;
        try
        {
            count = await _process.StandardOutput.ReadAsync(_buffer, _patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It has not come; the screen:\n{Screen.Text}");
        }

        if (count == 0) return false;
        var text = _rest + new string(_buffer, 0, count);
        _rest = text[Screen.Feed(text)..];
        return true;
    }
}
