using System.Diagnostics;
using System.Text.Json;
using Actors.Load.Subjects;

namespace Actors.Load.Processes;

/// <summary>This program as another process: the server, or what is measured. It ends when its input does, so it does not outlive this one.</summary>
internal sealed class LoadProcess : IAsyncDisposable
{
    private readonly Process _process;

    private LoadProcess(IReadOnlyList<string> arguments) => _process = Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>Starts a server.</summary>
    /// <returns>It, and where it serves.</returns>
    public static async Task<(LoadProcess Process, Uri Address)> ServeAsync(CancellationToken cancellation)
    {
        var process = new LoadProcess(["serve"]);
        return (process, new Uri(await process.ReadAsync(cancellation)));
    }

    /// <summary>Starts what is measured.</summary>
    /// <param name="subject"><c>operator</c> or <c>baseline</c>.</param>
    /// <param name="server">The API server.</param>
    public static LoadProcess Start(string subject, Uri server) => new([subject, "--server", server.ToString()]);

    /// <summary>Tells it something and waits until that is done.</summary>
    public async Task<Usage> AskAsync(string command, CancellationToken cancellation, int? count = null)
    {
        await _process.StandardInput.WriteLineAsync((count is null ? command : $"{command} {count}").AsMemory(), cancellation);
        return JsonSerializer.Deserialize<Usage>(await ReadAsync(cancellation))!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> ReadAsync(CancellationToken cancellation) =>
        await _process.StandardOutput.ReadLineAsync(cancellation) ?? throw new IOException($"the process {_process.Id} has ended before it answered");
}
