namespace Actors.ApiServer.Http;

/// <summary>Ends a request with a <see cref="Http.Status"/>.</summary>
internal sealed class StatusException(Status status) : Exception(status.Message)
{
    public Status Status { get; } = status;
}
