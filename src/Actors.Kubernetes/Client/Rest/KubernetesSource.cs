using System.Diagnostics;
using System.Globalization;

namespace Actors.Kubernetes;

/// <summary>
/// Traces requests that are a part of something: each attempt is an activity, with the tags OpenTelemetry has for HTTP, and the server is told of it (<c>traceparent</c>). What is asked in the
/// background, such as watches and Leases, is a part of nothing and not traced.
/// </summary>
internal static class KubernetesSource
{
    /// <summary>The name of the source; an operator's is the same.</summary>
    public const string Name = "Actors";

    private static readonly ActivitySource Source = new(Name, typeof(KubernetesSource).Assembly.GetName().Version?.ToString(3));

    /// <summary>Begins a request; null if it is not to be traced.</summary>
    public static Activity? Begin(HttpRequestMessage request)
    {
        if (Activity.Current is null || !Source.HasListeners() || Source.StartActivity(request.Method.Method, ActivityKind.Client) is not { } activity) return null;
        request.Headers.TryAddWithoutValidation("traceparent", activity.Id);
        if (activity.TraceStateString is { Length: > 0 } state) request.Headers.TryAddWithoutValidation("tracestate", state);
        if (!activity.IsAllDataRequested) return activity;
        activity.SetTag("http.request.method", request.Method.Method);
        activity.SetTag("server.address", request.RequestUri!.Host);
        activity.SetTag("server.port", request.RequestUri.Port);
        activity.SetTag("url.full", request.RequestUri.AbsoluteUri);
        return activity;
    }

    /// <summary>The server has answered.</summary>
    public static void Answered(Activity activity, HttpResponseMessage response)
    {
        var code = (int)response.StatusCode;
        activity.SetTag("http.response.status_code", code);
        activity.SetTag("network.protocol.version", $"{response.Version}");
        if (code < 400) return;
        activity.SetTag("error.type", code.ToString(CultureInfo.InvariantCulture));
        activity.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>There is no answer.</summary>
    public static void Failed(Activity activity, Exception failure)
    {
        activity.SetTag("error.type", failure.GetType().FullName);
        activity.SetStatus(ActivityStatusCode.Error, failure.Message);
    }
}
