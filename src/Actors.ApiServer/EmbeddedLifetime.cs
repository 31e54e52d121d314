using Microsoft.Extensions.Hosting;

namespace Actors.ApiServer;

/// <summary>Of a server that is a part of a program: it begins and ends when it is told to.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
