using System.Net;
using Actors.Kubernetes.Models;

namespace Actors.Kubernetes;

/// <summary>The server answered that a request failed, and why.</summary>
public sealed class KubernetesException : Exception
{
    internal KubernetesException(string request, V1Status status, TimeSpan? retryAfter = null)
        : base(Describe(request, status))
    {
        Status = status;
        RetryAfter = retryAfter ?? (status.Details?.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    /// <summary>All that the server said.</summary>
    public V1Status Status { get; }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode => (HttpStatusCode)(Status.Code ?? 0);

    /// <summary>The reason, such as <c>NotFound</c>; empty if there is none.</summary>
    public string Reason => Status.Reason ?? "";

    /// <summary>The single faults, for example of each field that is invalid.</summary>
    public IReadOnlyList<V1StatusCause> Causes => [.. Status.Details?.Causes ?? []];

    /// <summary>How long the server wants to be left alone; null if it did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The request makes no sense to the server (400).</summary>
    public bool IsBadRequest => Is(HttpStatusCode.BadRequest, "BadRequest");

    /// <summary>The server does not know who asks (401).</summary>
    public bool IsUnauthorized => Is(HttpStatusCode.Unauthorized, "Unauthorized");

    /// <summary>Who asks may not do that (403).</summary>
    public bool IsForbidden => Is(HttpStatusCode.Forbidden, "Forbidden");

    /// <summary>There is no such object, or no such kind (404).</summary>
    public bool IsNotFound => Is(HttpStatusCode.NotFound, "NotFound");

    /// <summary>There is one of that name already (409).</summary>
    public bool IsAlreadyExists => Reason == "AlreadyExists";

    /// <summary>Somebody else changed the object, or owns an applied field (409): read it and try again.</summary>
    public bool IsConflict => Is(HttpStatusCode.Conflict, "Conflict");

    /// <summary>The version asked for is not there any more (410): only a new list helps.</summary>
    public bool IsExpired => Reason is "Expired" or "Gone" || Is(HttpStatusCode.Gone, "Expired");

    /// <summary>The body is larger than the server takes (413).</summary>
    public bool IsRequestTooLarge => Is(HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLarge");

    /// <summary>The object breaks rules of its kind (422); see <see cref="Causes"/>.</summary>
    public bool IsInvalid => Is(HttpStatusCode.UnprocessableEntity, "Invalid");

    /// <summary>The server has too much to do (429).</summary>
    public bool IsTooManyRequests => Is(HttpStatusCode.TooManyRequests, "TooManyRequests");

    /// <summary>The server failed (500).</summary>
    public bool IsInternalError => Is(HttpStatusCode.InternalServerError, "InternalError");

    /// <summary>The server is not there for now (503).</summary>
    public bool IsServiceUnavailable => Is(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable");

    /// <summary>The server did not manage in time (504); what was asked for may have been done or not.</summary>
    public bool IsTimeout => Reason is "Timeout" or "ServerTimeout" || Is(HttpStatusCode.GatewayTimeout, "Timeout");

    /// <summary>The namespace of the object is being deleted (403 with that cause): nothing can be created in it any more.</summary>
    public bool IsNamespaceTerminating => HasCause("NamespaceTerminating");

    /// <summary>The server has not come to the version asked for yet (504 with that cause): ask again a little later.</summary>
    public bool IsResourceVersionTooLarge => HasCause("ResourceVersionTooLarge");

    /// <summary>Whether one of the causes has this reason, such as <c>FieldValueRequired</c>.</summary>
    public bool HasCause(string reason) => Status.Details?.Causes?.Any(cause => cause.Reason == reason) ?? false;

    // As apimachinery's errors: the reason counts; the code does where the reason is none that is known.
    private bool Is(HttpStatusCode code, string reason) => Reason == reason || (StatusCode == code && !KnownReasons.Contains(Reason));

    private static readonly HashSet<string> KnownReasons =
    [
        "Unauthorized", "Forbidden", "NotFound", "AlreadyExists", "Conflict", "Gone", "Expired", "Invalid", "ServerTimeout", "Timeout", "TooManyRequests",
        "BadRequest", "MethodNotAllowed", "NotAcceptable", "RequestEntityTooLarge", "UnsupportedMediaType", "InternalError", "ServiceUnavailable", "StoreReadError",
    ];

    private static string Describe(string request, V1Status status)
    {
        var reason = string.IsNullOrEmpty(status.Reason) ? $"{status.Code}" : $"{status.Code} {status.Reason}";
        return $"{request}: {(string.IsNullOrEmpty(status.Message) ? "the server did not say why" : status.Message)} ({reason})";
    }
}
