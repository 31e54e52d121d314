using System.Diagnostics;

namespace Actors.Samples.Tests;

/// <summary>The sample operator as a process of its own, with a folder of its own to run in.</summary>
internal sealed class SampleProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];
    private readonly Task<string> _error;

    public SampleProcess(string folder, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Actors.Samples.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "KUBECONFIG", "KUBERNETES_SERVICE_HOST" }) start.Environment.Remove(name);
        start.Environment["HOME"] = folder;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Ends when it has said something with that text in it.</summary>
    public Task WhenSaidAsync(string text)
    {
        lock (_gate)
        {
            if (_lines.Exists(line => line.Contains(text, StringComparison.Ordinal))) return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, seen));
            return seen.Task.WaitAsync(Limit);
        }
    }

    public void EndInput() => _process.StandardInput.Close();

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended.</summary>
    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(patience.Token);
        lock (_gate) return (_process.ExitCode, string.Join('\n', _lines), _error.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null) return;
        lock (_gate)
        {
            _lines.Add(line);
            foreach (var (_, seen) in _awaited.FindAll(one => line.Contains(one.Text, StringComparison.Ordinal))) seen.TrySetResult();
        }
    }
}
