namespace Actors.Kubernetes.Configuration;

/// <summary>There is nothing to show to the server: a token file cannot be read, or an exec plugin failed.</summary>
public sealed class KubernetesCredentialException : Exception
{
    /// <summary>An error with its cause, if that is an exception.</summary>
    public KubernetesCredentialException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
