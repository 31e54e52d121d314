namespace Actors.Kubernetes.Configuration;

/// <summary>
/// A program that returns a token, a client certificate or both
/// (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins).
/// </summary>
public sealed record ExecPlugin : KubernetesCredentials
{
    /// <summary>The version plugins are written for today.</summary>
    public const string V1 = "client.authentication.k8s.io/v1";

    /// <summary>The version before it.</summary>
    public const string V1Beta1 = "client.authentication.k8s.io/v1beta1";

    /// <summary>The program: a path, or a name that is looked for in PATH.</summary>
    public required string Command { get; init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables on top of those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary><see cref="V1"/> or <see cref="V1Beta1"/>.</summary>
    public string ApiVersion { get; init; } = V1;

    /// <summary>Whether the program asks somebody at the terminal.</summary>
    public ExecInteractiveMode InteractiveMode { get; init; } = ExecInteractiveMode.Never;

    /// <summary>What to do where the program is missing; part of the error.</summary>
    public string? InstallHint { get; init; }

    /// <summary>Tells the program which cluster it is for.</summary>
    public bool ProvideClusterInfo { get; init; }

    /// <summary>JSON that is told to the program with the cluster, from the cluster's extension <c>client.authentication.k8s.io/exec</c>.</summary>
    public string? ClusterConfig { get; init; }

    /// <summary>The time the program may take; enough for somebody to log in, where it asks.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Does not show the arguments and the environment, which may hold secrets.</summary>
    public override string ToString() => $"exec plugin {Command}";
}

/// <summary>Whether an <see cref="ExecPlugin"/> reads from the terminal.</summary>
public enum ExecInteractiveMode
{
    /// <summary>It does not.</summary>
    Never,

    /// <summary>It does where there is one.</summary>
    IfAvailable,

    /// <summary>It does, and cannot be run where there is none.</summary>
    Always,
}
