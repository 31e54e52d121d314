namespace Actors.ApiServer.Workloads;

/// <summary>The resources controllers look at and write.</summary>
internal static class ResourceNames
{
    public const string Pods = "pods";
    public const string Nodes = "nodes";
    public const string Services = "services";
    public const string Endpoints = "endpoints";
    public const string EndpointSlices = "endpointslices.discovery.k8s.io";
    public const string Claims = "persistentvolumeclaims";
    public const string Volumes = "persistentvolumes";
    public const string StorageClasses = "storageclasses.storage.k8s.io";
    public const string Namespaces = "namespaces";
    public const string ServiceAccounts = "serviceaccounts";
    public const string ConfigMaps = "configmaps";
    public const string Secrets = "secrets";
    public const string Events = "events";
    public const string Leases = "leases.coordination.k8s.io";
    public const string ReplicaSets = "replicasets.apps";
    public const string Deployments = "deployments.apps";
    public const string StatefulSets = "statefulsets.apps";
    public const string DaemonSets = "daemonsets.apps";
    public const string Revisions = "controllerrevisions.apps";
    public const string Jobs = "jobs.batch";
    public const string CronJobs = "cronjobs.batch";

    /// <summary>All of these.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Namespaces, Nodes, StorageClasses, Volumes, Claims, Services, Endpoints, EndpointSlices, ServiceAccounts, ConfigMaps, Secrets, Leases,
        CronJobs, Jobs, Deployments, ReplicaSets, StatefulSets, DaemonSets, Revisions, Pods, Events,
    ];

    /// <summary>A resource's version of the API and kind.</summary>
    public static (string ApiVersion, string Kind) TypeOf(string resource) => resource switch
    {
        Pods => ("v1", "Pod"),
        Nodes => ("v1", "Node"),
        Services => ("v1", "Service"),
        Endpoints => ("v1", "Endpoints"),
        EndpointSlices => ("discovery.k8s.io/v1", "EndpointSlice"),
        Claims => ("v1", "PersistentVolumeClaim"),
        Volumes => ("v1", "PersistentVolume"),
        StorageClasses => ("storage.k8s.io/v1", "StorageClass"),
        Namespaces => ("v1", "Namespace"),
        ServiceAccounts => ("v1", "ServiceAccount"),
        ConfigMaps => ("v1", "ConfigMap"),
        Secrets => ("v1", "Secret"),
        Events => ("v1", "Event"),
        Leases => ("coordination.k8s.io/v1", "Lease"),
        ReplicaSets => ("apps/v1", "ReplicaSet"),
        Deployments => ("apps/v1", "Deployment"),
        StatefulSets => ("apps/v1", "StatefulSet"),
        DaemonSets => ("apps/v1", "DaemonSet"),
        Revisions => ("apps/v1", "ControllerRevision"),
        Jobs => ("batch/v1", "Job"),
        CronJobs => ("batch/v1", "CronJob"),
        _ => throw new ArgumentException($"no controller knows the resource '{resource}'", nameof(resource)),
    };
}
