using Actors.Kubernetes;

namespace Actors.Operators;

/// <summary>
/// How an operator runs; read from the section <c>Operator</c> of the host's configuration (appsettings; environment variables such as <c>Operator__MaxConcurrent</c>) and from the
/// command line, which goes first.
/// </summary>
public sealed class OperatorOptions
{
    /// <summary>The operator's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The kubeconfig; by default the usual places, then the cluster it runs in. <c>--kubeconfig</c></summary>
    public string? Kubeconfig { get; set; }

    /// <summary>The kubeconfig's context; by default the current one. <c>--context</c></summary>
    public string? Context { get; set; }

    /// <summary>The namespaces to watch, comma separated; by default all. <c>--namespace</c></summary>
    public string? Namespace { get; set; }

    /// <summary>How many reconciles run at once on this replica, of all kinds together, 1 or more; default 64. <c>--max-concurrent</c></summary>
    public int MaxConcurrent { get; set; } = 64;

    /// <summary>
    /// How long it may take, when the operator is told to stop, to give its shards to others, to let running reconciles end, and to write down
    /// what was learned, all together; default 20 s. <c>--shutdown-timeout</c>, as <c>00:00:20</c>
    /// </summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The port for /metrics, /livez, /readyz, /startupz and the management API; 0 for any that is free; by default none is opened. <c>--management-port</c></summary>
    public int? ManagementPort { get; set; }

    /// <summary>
    /// The address of this machine on which <see cref="ManagementPort"/> is opened; default 127.0.0.1. In a pod <c>0.0.0.0</c>: the kubelet asks from outside.
    /// <c>--management-address</c>
    /// </summary>
    public string ManagementAddress { get; set; } = "127.0.0.1";

    /// <summary>
    /// A file with the secret, at least 16 characters, for those who use the management API; default <see cref="LinkSecretFile"/>. With neither, in a cluster its RBAC decides (rules with the
    /// nonResourceURLs <c>/api/v1/*</c>; get to look, post and put to act), and elsewhere whoever is on this machine may look and act. <c>--management-secret-file</c>
    /// </summary>
    public string? ManagementSecretFile { get; set; }

    /// <summary>
    /// Whether the operator stops when its standard input ends: so it does not outlive the process that has started it, however that ended; default false.
    /// <c>--stop-with-input true</c>
    /// </summary>
    public bool StopWithInput { get; set; }

    /// <summary>
    /// Whether this process is one of several replicas that share the objects: each has shards of them, given by a shard map, and whoever ends or fails is replaced by the others. Default false: it
    /// works on all objects, and must be the only one that does. How the replicas share is in the settings <c>akka.cluster</c>. <c>--fleet true</c>
    /// </summary>
    public bool Fleet { get; set; }

    /// <summary>The replica's name in the fleet, different for each, of a-z, 0-9, '-' and '.'; default the environment's POD_NAME, or else the machine's name. <c>--replica</c></summary>
    public string? Replica { get; set; }

    /// <summary>The namespace of the fleet's Leases and of the ConfigMap with its shard map; default that of the pod or of the kubeconfig's context. <c>--fleet-namespace</c></summary>
    public string? FleetNamespace { get; set; }

    /// <summary>
    /// The address and port at which other replicas of the fleet reach this one; port 0 for any that is free; default 127.0.0.1:0, which is for replicas on one machine. In a pod
    /// <c>$(POD_IP):8090</c>. <c>--link-address</c>
    /// </summary>
    public string LinkAddress { get; set; } = "127.0.0.1:0";

    /// <summary>
    /// A file with the secret, at least 16 characters, by which the replicas of a fleet know each other; default none: then they do by the token of their ServiceAccount for the audience
    /// <c>actors-replica-link</c>, which has to be mounted at <c>/var/run/secrets/actors/link/token</c>. <c>--link-secret-file</c>
    /// </summary>
    public string? LinkSecretFile { get; set; }

    /// <summary>A file to which the begin and the end of each reconcile are written, a line of JSON each; by default none. For tests of fleets. <c>--reconcile-log</c></summary>
    public string? ReconcileLog { get; set; }

    /// <summary>Whether a ledger is kept where nobody has said anything about it: not in tests, which must not find what others have left.</summary>
    internal bool HasLedgerByDefault { get; set; } = true;

    /// <summary>The client to use, which stays the caller's to dispose of; by default one made from <see cref="Kubeconfig"/> and <see cref="Context"/>.</summary>
    public KubernetesClient? Client { get; set; }
}
