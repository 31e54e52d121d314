using Actors.Operators.Running;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Hosting;

/// <summary>
/// Stops the operator when its standard input ends. Whoever starts it with a pipe and keeps the other end has it end with itself, even by <c>kill -9</c>: the system closes what a
/// process had open.
/// </summary>
internal sealed class InputService(IHostApplicationLifetime lifetime, ILoggerFactory logs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A thread of its own: reading standard input blocks, and cannot be given up.
        new Thread(WaitForEnd) { IsBackground = true, Name = "standard input" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void WaitForEnd()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[256];
        while (input.Read(ignored) > 0)
        {
            // What is said there is not for the operator.
        }

        logs.CreateLogger("Actors.Operator").InputEnded();
        lifetime.StopApplication();
    }
}
