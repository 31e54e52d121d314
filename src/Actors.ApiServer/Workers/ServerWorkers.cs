using System.Text.Json.Nodes;
using Actors.ApiServer.Verbs;
using Microsoft.Extensions.Logging;

namespace Actors.ApiServer.Workers;

/// <summary>What the server does by itself, in answer to changes of its objects: as a real cluster's controllers do.</summary>
internal static class ServerWorkers
{
    /// <summary>Makes what every cluster has and starts the workers; completes when all have ended.</summary>
    public static Task RunAsync(ObjectRegistry registry, ApiServerOptions options, ILogger logger, CancellationToken stopping)
    {
        var namespaces = registry.Resources.Find("", "v1", "namespaces")!;
        foreach (var name in NamespaceLifecycle.Initial)
        {
            var value = new JsonObject { ["kind"] = "Namespace", ["apiVersion"] = "v1", ["metadata"] = new JsonObject { ["name"] = name } };
            namespaces.Rules.Decode(value);
            registry.Create(namespaces, "", value, WriteOptions.Internal with { Manager = "kube-apiserver" });
        }

        var definitions = new DefinitionWorker(registry, logger).RunAsync(stopping);
        if (options.CollectionDelay == Timeout.InfiniteTimeSpan) return definitions;
        return Task.WhenAll(definitions, new CollectionWorker(registry, options.CollectionDelay, logger).RunAsync(stopping));
    }
}
