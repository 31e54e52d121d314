namespace Actors.Kubernetes.Configuration;

/// <summary>A configuration that cannot be used, with all that is wrong in it.</summary>
public sealed class KubernetesConfigurationException : Exception
{
    /// <summary>One thing is wrong.</summary>
    public KubernetesConfigurationException(string problem)
        : this([problem])
    {
    }

    /// <summary>All these things are wrong.</summary>
    public KubernetesConfigurationException(IReadOnlyList<string> problems)
        : base(string.Join(System.Environment.NewLine, problems)) => Problems = problems;

    /// <summary>What is wrong: each says where, and what would be right.</summary>
    public IReadOnlyList<string> Problems { get; }
}
