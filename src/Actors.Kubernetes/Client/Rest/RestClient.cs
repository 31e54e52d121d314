using System.Net;
using System.Net.Http.Headers;
using Actors.Kubernetes.Configuration;

namespace Actors.Kubernetes;

/// <summary>Sends requests as they are: for what the other clients do not know. All of them send through it, and wait together at its rate limit.</summary>
public sealed class RestClient
{
    private readonly HttpMessageInvoker _invoker;
    private readonly string _server;
    private readonly RequestThrottle? _throttle;

    internal RestClient(KubernetesConfiguration configuration, HttpMessageInvoker invoker, KubernetesClientOptions options)
    {
        Options = options;
        _invoker = invoker;
        _server = configuration.Server.GetLeftPart(UriPartial.Path).TrimEnd('/');
        if (options.Qps is { } rate) _throttle = new RequestThrottle(rate, options.Burst, options.Clock);
    }

    internal KubernetesClientOptions Options { get; }

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <exception cref="KubernetesException">The server answered that it failed.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or the connection broke.</exception>
    /// <exception cref="TimeoutException">The answer did not come in time.</exception>
    public async Task<RestResponse> SendAsync(RestRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var attempt = 0; ; attempt++)
        {
            using var deadline = new RequestDeadline(request, Options, cancellation);
            using var response = await SendOnceAsync(request, deadline).ConfigureAwait(false);
            var body = await deadline.GuardAsync(token => ResponseBody.ReadAsync(response.Content, token)).ConfigureAwait(false);
            if (response.IsSuccessStatusCode) return new RestResponse(response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", body);
            using (body) await WaitOrThrowAsync(request, response, body, attempt, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a request and gives its answer as it comes: a watch, or the logs of a pod. Dispose of the answer to end it.</summary>
    /// <exception cref="KubernetesException">The server answered that it failed.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="TimeoutException">The answer did not begin in time.</exception>
    public async Task<HttpResponseMessage> OpenAsync(RestRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var attempt = 0; ; attempt++)
        {
            using var deadline = new RequestDeadline(request, Options, cancellation);
            var response = await SendOnceAsync(request, deadline).ConfigureAwait(false);
            if (response.IsSuccessStatusCode) return response;
            using (response)
            {
                using var body = await deadline.GuardAsync(token => ResponseBody.ReadAsync(response.Content, token)).ConfigureAwait(false);
                await WaitOrThrowAsync(request, response, body, attempt, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(RestRequest request, RequestDeadline deadline)
    {
        // Waiting for its turn is not counted as the server's time.
        if (_throttle is not null) await _throttle.WaitAsync(deadline.Caller).ConfigureAwait(false);
        deadline.Start();
        using var message = ToMessage(request);
        using var activity = KubernetesSource.Begin(message);
        try
        {
            var response = await deadline.GuardAsync(token => _invoker.SendAsync(message, token)).ConfigureAwait(false);
            if (activity is not null) KubernetesSource.Answered(activity, response);
            ReportWarnings(request, response);
            return response;
        }
        catch (Exception failure) when (activity is not null)
        {
            KubernetesSource.Failed(activity, failure);
            throw;
        }
    }

    private HttpRequestMessage ToMessage(RestRequest request)
    {
        var message = new HttpRequestMessage(request.Method, _server + request.PathAndQuery) { Version = Options.HttpVersion, VersionPolicy = Options.HttpVersionPolicy };
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (request.HasOwnThread && Options.HttpVersionPolicy == HttpVersionPolicy.RequestVersionOrLower) GiveThread(message);
        if (request.Body is not { } body) return message;
        message.Content = new ReadOnlyMemoryContent(body);
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
        return message;
    }

    /// <summary>HTTP/2 would share the connection, and hand what comes to another thread.</summary>
    private static void GiveThread(HttpRequestMessage message)
    {
        message.Version = HttpVersion.Version11;
        message.Options.Set(Transport.HasOwnThread, true);
    }

    /// <summary>As client-go: what the server puts off is sent again when it says so; all else it refuses is final.</summary>
    private async Task WaitOrThrowAsync(RestRequest request, HttpResponseMessage response, ResponseBody body, int attempt, CancellationToken cancellation)
    {
        var failure = StatusAnswer.ToException(request.ToString(), response, body.Bytes.Span, Options.Clock.GetUtcNow());
        var wanted = StatusAnswer.RetryAfterOf(response, Options.Clock.GetUtcNow());
        var isPutOff = response.StatusCode == HttpStatusCode.TooManyRequests || ((int)response.StatusCode >= 500 && wanted is not null);
        if (!isPutOff || attempt >= (request.MaxRetries ?? Options.MaxRetries)) throw failure;
        await Task.Delay(wanted ?? Options.RetryAfter, Options.Clock, cancellation).ConfigureAwait(false);
    }

    private void ReportWarnings(RestRequest request, HttpResponseMessage response)
    {
        if (Options.OnWarning is not { } report || !response.Headers.NonValidated.TryGetValues("Warning", out var headers)) return;
        foreach (var text in headers.SelectMany(KubernetesWarning.TextsOf)) report(new KubernetesWarning(request.ToString(), text));
    }
}
