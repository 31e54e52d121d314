using System.Diagnostics;
using System.Text.Json;
using Actors.Load.Subjects;

namespace Actors.Load.Processes;

/// <summary>This program as another process: the server, or what is measured. It ends when its input does, so it does not outlive this one.</summary>
internal sealed class LoadProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _logged = Task.CompletedTask;
    private Usage _last;

    private LoadProcess(IEnumerable<string> arguments, string? log)
    {
        // Whoever runs the program by "dotnet Actors.Load.dll", or calls it from a test, is the process "dotnet".
        var program = Environment.ProcessPath!;
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") arguments = [typeof(LoadProcess).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = log is not null };
        _process = Process.Start(start)!;
        if (log is not null) _logged = LogAsync(log);
    }

    public int Id => _process.Id;

    /// <summary>Whether it runs.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>What it has used so far; when it has ended, what was seen last.</summary>
    public Usage Used
    {
        get
        {
            try
            {
                _process.Refresh();
                return _last = new Usage(_process.TotalProcessorTime.TotalSeconds, _process.WorkingSet64);
            }
            catch (InvalidOperationException)
            {
                return _last;
            }
        }
    }

    /// <summary>Starts a server.</summary>
    /// <returns>It, and where it serves.</returns>
    public static async Task<(LoadProcess Process, Uri Address)> ServeAsync(CancellationToken cancellation)
    {
        var process = new LoadProcess(["serve"], null);
        return (process, new Uri(await process.ReadAsync(cancellation)));
    }

    /// <summary>Starts what is measured.</summary>
    /// <param name="subject"><c>operator</c> or <c>baseline</c>.</param>
    /// <param name="arguments">How it is to run.</param>
    /// <param name="log">The file for what it has to say.</param>
    public static LoadProcess Start(string subject, IEnumerable<string> arguments, string log) => new([subject, .. arguments], log);

    /// <summary>Tells it something and waits until that is done.</summary>
    public async Task<Answer> AskAsync(string command, CancellationToken cancellation, int? count = null)
    {
        await _process.StandardInput.WriteLineAsync((count is null ? command : $"{command} {count}").AsMemory(), cancellation);
        return JsonSerializer.Deserialize<Answer>(await ReadAsync(cancellation))!;
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _ = Used;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it in order.</summary>
    public async Task StopAsync()
    {
        _ = Used;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (IsAlive) await StopAsync();
        await _logged;
        _process.Dispose();
    }

    private async Task LogAsync(string path)
    {
        await using var file = File.Create(path);
        await _process.StandardError.BaseStream.CopyToAsync(file);
    }

    private async Task<string> ReadAsync(CancellationToken cancellation) =>
        await _process.StandardOutput.ReadLineAsync(cancellation) ?? throw new IOException($"the process {_process.Id} has ended before it answered");
}

/// <summary>What a process has used so far.</summary>
/// <param name="CpuSeconds">Processor time since it was started.</param>
/// <param name="WorkingSet">Bytes in memory.</param>
internal readonly record struct Usage(double CpuSeconds, long WorkingSet);
