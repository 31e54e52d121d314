using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Actors.Cli.Up;

/// <summary>The sample operator as a process of its own.</summary>
internal sealed class OperatorProcess : IAsyncDisposable
{
    private const string Program = "Actors.Samples.dll";
    private const int LastLinesMax = 20;
    private const int Sigterm = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lastLines = new();

    private OperatorProcess(Process process, string log)
    {
        _process = process;
        _log = new StreamWriter(log) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Exited = WaitAsync();
    }

    public int Pid => _process.Id;

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

    /// <exception cref="IOException">It is not there, or cannot be started.</exception>
    public static OperatorProcess Start(string kubeconfig, int managementPort, string log)
    {
        var program = Path.Combine(AppContext.BaseDirectory, Program);
        if (!File.Exists(program)) throw new FileNotFoundException($"{program} is not there: it is built and copied together with this command", program);
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            // Its input is never written to. It ends when this process does, however that comes about, and then so does the operator.
            ArgumentList = { program, "--kubeconfig", kubeconfig, "--management-port", $"{managementPort}", "--apply-crds", "--stop-with-input", "true" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new OperatorProcess(Process.Start(start)!, log);
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

    /// <summary>Has it end in order; if it does not, ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Exited.IsCompleted)
        {
            Terminate();
            if (await Task.WhenAny(Exited, Task.Delay(Patience)) != Exited) _process.Kill(entireProcessTree: true);
            await Exited;
        }

        _process.Dispose();
        await _log.DisposeAsync();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private void Terminate()
    {
        // .NET can only kill. Windows has no signal that reaches a process without a console of its own.
        if (OperatingSystem.IsWindows()) _process.Kill(entireProcessTree: true);
        else _ = SendSignal(_process.Id, Sigterm);
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

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
