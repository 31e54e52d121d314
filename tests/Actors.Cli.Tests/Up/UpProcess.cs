using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Actors.Cli.Tests;

/// <summary><c>actors up</c> as a process of its own, read line by line.</summary>
internal sealed class UpProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task<string> _error;
    private readonly CancellationTokenSource _patience = new(Limit);

    public UpProcess(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "actors.dll"), "up", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) _lines.Writer.Complete();
            else _lines.Writer.TryWrite(line.Data);
        };
        _process.BeginOutputReadLine();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Reads on until a line of JSON is as wanted.</summary>
    public async Task<JsonElement> ReadUntilAsync(Func<JsonElement, bool> isWanted)
    {
        while (await _lines.Reader.WaitToReadAsync(_patience.Token))
        {
            if (!_lines.Reader.TryRead(out var line)) continue;
            var read = JsonDocument.Parse(line).RootElement;
            if (isWanted(read)) return read;
        }

        throw new InvalidOperationException($"It has ended before: {await _error}");
    }

    /// <summary>Reads the rest.</summary>
    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        var lines = new List<string>();
        await foreach (var line in _lines.Reader.ReadAllAsync(_patience.Token)) lines.Add(line);
        await _process.WaitForExitAsync(_patience.Token);
        return (_process.ExitCode, string.Join('\n', lines), await _error);
    }

    public Task SignalAsync(string signal) => SignalAsync(signal, _process.Id);

    public static async Task SignalAsync(string signal, int pid)
    {
        using var kill = Process.Start("kill", [signal, $"{pid}"]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _patience.Dispose();
    }
}
