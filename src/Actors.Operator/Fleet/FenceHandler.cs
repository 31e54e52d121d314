namespace Actors.Operators.Fleet;

/// <summary>
/// Sends requests of a reconcile only while this replica owns its object, and gives up writes that take longer than they may: what comes to the server later than that could meet
/// what the next owner does. Each attempt of a request is looked at.
/// </summary>
internal sealed class FenceHandler(HttpMessageHandler next, Fence fence, TimeSpan writeTimeout, TimeProvider time) : DelegatingHandler(next)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Fence.Current is not { } permission) return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!fence.IsOpen(permission))
            throw new HttpRequestException($"{request.Method} {request.RequestUri?.AbsolutePath} is not sent: this replica does not own the object any more, or could not renew its Lease, or its slot of a limit by key, in time");
        if (request.Method == HttpMethod.Get) return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        using var limit = new CancellationTokenSource(writeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await base.SendAsync(request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"{request.Method} {request.RequestUri?.AbsolutePath} was not answered within {writeTimeout}, the time a write has in a fleet (akka.cluster.write-timeout)");
        }
    }
}
