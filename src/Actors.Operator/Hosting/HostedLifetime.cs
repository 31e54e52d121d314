using Microsoft.Extensions.Hosting;

namespace Actors.Operators.Hosting;

/// <summary>Of a server that is a part of the operator: it begins and ends when it is told to, and the signals are the operator's.</summary>
internal sealed class HostedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
