using Actors.ApiServer;
using Actors.Settings;

namespace Actors.Testing;

/// <summary>How an <see cref="OperatorTestKit"/> is to run.</summary>
public sealed record OperatorTestKitOptions
{
    /// <summary>The operator's name: its field manager and the source of its events. Default: <c>operator</c>.</summary>
    public string Name { get; init; } = "operator";

    /// <summary>CustomResourceDefinitions, each as YAML or JSON, that are there before the operator starts. Default: none.</summary>
    public IReadOnlyList<string> Definitions { get; init; } = [];

    /// <summary>
    /// How the controllers and nodes of a cluster are simulated. Default: workloads get pods that run and are ready at once; null for a server without any, where a test
    /// writes their status itself.
    /// </summary>
    public WorkloadOptions? Workloads { get; init; } = WorkloadOptions.Immediate;

    /// <summary>
    /// Roles and ClusterRoles, as YAML: the operator may do what they allow and gets 403 for all else, so that a test finds the verb that its manifests lack. Default: null, it
    /// may do everything.
    /// </summary>
    public string? Roles { get; init; }

    /// <summary>How the replicas of a fleet share objects. Default: into 32 shards, which are spread evenly at once, and all else as in a cluster.</summary>
    public ClusterOptions Cluster { get; init; } = new() { NumberOfShards = 32, RebalanceInterval = TimeSpan.Zero };

    /// <summary>The clock of the operator and of the server. Default: the system's; <see cref="ManualTime"/> is one that a test moves.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long the kit waits for what a test awaits, by the system's clock, if the test does not say. Default: 30 seconds, as what comes comes at once and only what does not is waited for.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets each line that the operator logs, such as xunit's <c>output.WriteLine</c>. Default: nobody; <see cref="OperatorTestKit.Log"/> keeps them.</summary>
    public Action<string>? Output { get; init; }
}
