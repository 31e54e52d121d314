using Actors.ApiServer.Verbs;
using Actors.ApiServer.Workloads;
using Microsoft.Extensions.Logging;

namespace Actors.ApiServer.Workers;

/// <summary>What the server does by itself, in answer to changes of its objects: as a real cluster's controllers do.</summary>
internal static class ServerWorkers
{
    /// <summary>Makes what every cluster has and starts the workers; completes when all have ended.</summary>
    /// <param name="registry">The server's objects.</param>
    /// <param name="options">What the server is to do.</param>
    /// <param name="certificateAuthority">Whom clients have to trust, as PEM; empty without TLS.</param>
    /// <param name="logger">Gets what goes wrong.</param>
    /// <param name="stopping">Ends the workers.</param>
    public static Task RunAsync(ObjectRegistry registry, ApiServerOptions options, string certificateAuthority, ILogger logger, CancellationToken stopping)
    {
        ServerObjects.Create(registry);
        var workers = new List<Task> { new DefinitionWorker(registry, logger).RunAsync(stopping) };
        if (options.CollectionDelay != Timeout.InfiniteTimeSpan) workers.Add(new CollectionWorker(registry, options.CollectionDelay, logger).RunAsync(stopping));
        if (options.Workloads is { } workloads) workers.Add(Task.Run(() => new WorkloadRunner(registry, workloads, certificateAuthority, logger).RunAsync(stopping), CancellationToken.None));
        return Task.WhenAll(workers);
    }
}
