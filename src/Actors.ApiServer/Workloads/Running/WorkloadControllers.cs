namespace Actors.ApiServer.Workloads;

/// <summary>The controllers of a simulated cluster.</summary>
internal static class WorkloadControllers
{
    /// <summary>All of them; of those that decide about the same objects, in the order they are asked.</summary>
    public static IReadOnlyList<Controller> Create(WorkloadOptions options, string certificateAuthority) =>
    [
        new NamespaceController(certificateAuthority),
        new NodeController(options),
        new ClaimController(),
        new VolumeController(),
        new CronJobController(),
        new JobController(options),
        new DeploymentController(),
        new ReplicaSetController(),
        new StatefulSetController(),
        new DaemonSetController(),
        new PodScheduler(options),
        new PodKubelet(options),
        new NodeLossController(options),
        new EndpointsController(),
        new EndpointSliceController(),
        new EventExpiry(options.EventLifetime),
    ];
}
