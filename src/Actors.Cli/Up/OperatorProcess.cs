using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Actors.Cli.Up;

/// <summary>The sample operator as a process of its own.</summary>
internal sealed class OperatorProcess : IAsyncDisposable
{
    private const string Program = "Actors.Samples.dll";
    private const int LastLinesMax = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lastLines = new();
    private Task? _stopped;

    private OperatorProcess(Process process, string log)
    {
        _process = process;
        _log = new StreamWriter(log, append: true) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Pid = process.Id;
        Exited = WaitAsync();
    }

    public int Pid { get; }

    /// <summary>Ends with the process, with its exit code.</summary>
    public Task<int> Exited { get; }

    /// <summary>The end of what it has said.</summary>
    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_gate) return [.. _lastLines];
        }
    }

    /// <summary>The processor time it has used; null once it has ended.</summary>
    public TimeSpan? ProcessorTime
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.TotalProcessorTime;
            }
            catch (InvalidOperationException)
            {
                // It has ended in the meantime.
                return null;
            }
        }
    }

    /// <exception cref="IOException">It is not there, or cannot be started.</exception>
    public static OperatorProcess Start(OperatorStart how)
    {
        var program = Path.Combine(AppContext.BaseDirectory, Program);
        if (!File.Exists(program)) throw new FileNotFoundException($"{program} is not there: it is built and copied together with this command", program);
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. how.Arguments])
        {
            // Its input is never written to. It ends when this process does, however that comes about, and then so does the operator.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in how.Environment) start.Environment[name] = value;
        try
        {
            return new OperatorProcess(Process.Start(start)!, how.Log);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new IOException($"{start.FileName} cannot be started: {exception.Message}", exception);
        }
    }

    /// <summary>A port that nobody has at the moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends it at once, without a word.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Pause() => OperatorSignals.Pause(_process);

    public void Resume() => OperatorSignals.Resume(_process);

    /// <summary>Has it end in order; if it does not, ends it.</summary>
    public Task StopAsync()
    {
        lock (_gate) return _stopped ??= StopOnceAsync();
    }

    private async Task StopOnceAsync()
    {
        if (Exited.IsCompleted) return;
        OperatorSignals.Terminate(_process);
        if (await Task.WhenAny(Exited, Task.Delay(Patience)) != Exited) Kill();
        await Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        await _log.DisposeAsync();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private void Add(string? line)
    {
        if (line is null) return;
        lock (_gate)
        {
            if (_lastLines.Count == LastLinesMax) _lastLines.Dequeue();
            _lastLines.Enqueue(line);
            _log.WriteLine(line);
        }
    }
}
