using Microsoft.Extensions.Hosting;

namespace Actors.Operators.Hosting;

/// <summary>Does, before the operator begins, what its author has asked for.</summary>
internal sealed class PreparationService(IReadOnlyList<Func<IServiceProvider, CancellationToken, Task>> preparations, IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var prepare in preparations) await prepare(services, cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
