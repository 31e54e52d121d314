using Actors.Ingest;
using Actors.Kubernetes.Configuration;

namespace Actors.Kubernetes;

/// <summary>What the server or the network did, told from what goes wrong in here.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064", Justification = "Never leaves this product.")]
internal sealed class RequestFailedException(RequestFailure failure) : Exception(failure.Message)
{
    public RequestFailure Failure => failure;

    /// <summary>What went wrong out there; null for what is wrong in here, which goes on up.</summary>
    public static RequestFailure? FailureOf(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Failure,
        KubernetesException refused => new RequestFailure((int)refused.StatusCode, refused.Reason, refused.Message, refused.RetryAfter),
        InvalidDataException => new RequestFailure(0, RequestFailure.Unreadable, exception.Message),
        HttpRequestException or IOException or TimeoutException or KubernetesCredentialException => new RequestFailure(0, "", exception.Message),
        _ => null,
    };
}
