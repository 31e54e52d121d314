using Microsoft.Extensions.Hosting;

namespace Actors.Operators.Hosting;

/// <summary>Of what is a part of something else, as a server is of the operator and an operator of its test: it begins and ends when it is told to, and the signals are for the whole.</summary>
internal sealed class HostedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
