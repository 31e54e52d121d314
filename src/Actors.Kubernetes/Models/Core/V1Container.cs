namespace Actors.Kubernetes.Models;

/// <summary>A program of a pod, with its image.</summary>
public sealed class V1Container : KubernetesModel
{
    /// <summary>Unique in the pod.</summary>
    public string? Name { get; set; }

    /// <summary>The image.</summary>
    public string? Image { get; set; }

    /// <summary>Instead of the image's entry point.</summary>
    public IList<string>? Command { get; set; }

    /// <summary>Instead of the image's arguments.</summary>
    public IList<string>? Args { get; set; }

    /// <summary>Instead of the image's working directory.</summary>
    public string? WorkingDir { get; set; }

    /// <summary>The ports it listens on; informative.</summary>
    public IList<V1ContainerPort>? Ports { get; set; }

    /// <summary>Where sets of environment variables come from.</summary>
    public IList<V1EnvFromSource>? EnvFrom { get; set; }

    /// <summary>Environment variables; these win.</summary>
    public IList<V1EnvVar>? Env { get; set; }

    /// <summary>What it asks for and may use.</summary>
    public V1ResourceRequirements? Resources { get; set; }

    /// <summary><c>Always</c> makes an init container run beside the others.</summary>
    public string? RestartPolicy { get; set; }

    /// <summary>The volumes it sees, and where.</summary>
    public IList<V1VolumeMount>? VolumeMounts { get; set; }

    /// <summary>Restarts it when it fails.</summary>
    public V1Probe? LivenessProbe { get; set; }

    /// <summary>Takes it out of services while it fails.</summary>
    public V1Probe? ReadinessProbe { get; set; }

    /// <summary>Until it succeeds the others do not start.</summary>
    public V1Probe? StartupProbe { get; set; }

    /// <summary>What is done after its start and before its end.</summary>
    public V1Lifecycle? Lifecycle { get; set; }

    /// <summary>The file its last words are read from; <c>/dev/termination-log</c> by default.</summary>
    public string? TerminationMessagePath { get; set; }

    /// <summary><c>File</c>, the default, or <c>FallbackToLogsOnError</c>.</summary>
    public string? TerminationMessagePolicy { get; set; }

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</summary>
    public string? ImagePullPolicy { get; set; }

    /// <summary>Its rights; they win over the pod's.</summary>
    public V1SecurityContext? SecurityContext { get; set; }

    /// <summary>Whether its standard input is kept open.</summary>
    public bool? Stdin { get; set; }

    /// <summary>Whether its standard input ends with the first that attached.</summary>
    public bool? StdinOnce { get; set; }

    /// <summary>Whether it gets a terminal.</summary>
    public bool? Tty { get; set; }
}

/// <summary>A port a container listens on.</summary>
public sealed class V1ContainerPort : KubernetesModel
{
    /// <summary>Unique in the pod; services can name it.</summary>
    public string? Name { get; set; }

    /// <summary>The port, 1 to 65535.</summary>
    public int? ContainerPort { get; set; }

    /// <summary>The port of the node it is opened on as well.</summary>
    public int? HostPort { get; set; }

    /// <summary>The address of the node it is opened on.</summary>
    public string? HostIP { get; set; }

    /// <summary><c>TCP</c>, the default, <c>UDP</c> or <c>SCTP</c>.</summary>
    public string? Protocol { get; set; }
}

/// <summary>What is asked for and what may be used at most.</summary>
public sealed class V1ResourceRequirements : KubernetesModel
{
    /// <summary>At most, by resource: <c>cpu</c>, <c>memory</c> …</summary>
    public IDictionary<string, Quantity>? Limits { get; set; }

    /// <summary>Set aside, by resource; the limits if null.</summary>
    public IDictionary<string, Quantity>? Requests { get; set; }
}

/// <summary>Where a container sees a volume.</summary>
public sealed class V1VolumeMount : KubernetesModel
{
    /// <summary>The volume.</summary>
    public string? Name { get; set; }

    /// <summary>The path in the container.</summary>
    public string? MountPath { get; set; }

    /// <summary>Whether it cannot be written to.</summary>
    public bool? ReadOnly { get; set; }

    /// <summary>The path in the volume; its root if null.</summary>
    public string? SubPath { get; set; }

    /// <summary>The same, with <c>$(VARIABLE)</c>s.</summary>
    public string? SubPathExpr { get; set; }

    /// <summary><c>None</c>, the default, <c>HostToContainer</c> or <c>Bidirectional</c>.</summary>
    public string? MountPropagation { get; set; }
}

/// <summary>What is done after a container's start and before its end.</summary>
public sealed class V1Lifecycle : KubernetesModel
{
    /// <summary>At once after the start; if it fails, the container is restarted.</summary>
    public V1LifecycleHandler? PostStart { get; set; }

    /// <summary>Before it is told to end; counts towards the grace period.</summary>
    public V1LifecycleHandler? PreStop { get; set; }
}

/// <summary>One of several ways to act.</summary>
public sealed class V1LifecycleHandler : KubernetesModel
{
    /// <summary>Runs a command in the container.</summary>
    public V1ExecAction? Exec { get; set; }

    /// <summary>Sends a request to the container.</summary>
    public V1HTTPGetAction? HttpGet { get; set; }

    /// <summary>Waits.</summary>
    public V1SleepAction? Sleep { get; set; }
}

/// <summary>Waits.</summary>
public sealed class V1SleepAction : KubernetesModel
{
    /// <summary>How long.</summary>
    public long? Seconds { get; set; }
}

/// <summary>Rights of a container.</summary>
public sealed class V1SecurityContext : KubernetesModel
{
    /// <summary>Whether it can do on the node what root can.</summary>
    public bool? Privileged { get; set; }

    /// <summary>Whether it can gain rights beyond its parent's.</summary>
    public bool? AllowPrivilegeEscalation { get; set; }

    /// <summary>Whether its root file system is read-only.</summary>
    public bool? ReadOnlyRootFilesystem { get; set; }

    /// <summary>The user id.</summary>
    public long? RunAsUser { get; set; }

    /// <summary>The group id.</summary>
    public long? RunAsGroup { get; set; }

    /// <summary>Whether it is not started if it would run as root.</summary>
    public bool? RunAsNonRoot { get; set; }

    /// <summary>Linux capabilities.</summary>
    public V1Capabilities? Capabilities { get; set; }

    /// <summary>The system calls that are allowed.</summary>
    public V1SeccompProfile? SeccompProfile { get; set; }
}

/// <summary>Linux capabilities, such as <c>NET_ADMIN</c>.</summary>
public sealed class V1Capabilities : KubernetesModel
{
    /// <summary>Given.</summary>
    public IList<string>? Add { get; set; }

    /// <summary>Taken away; <c>ALL</c> for all.</summary>
    public IList<string>? Drop { get; set; }
}
