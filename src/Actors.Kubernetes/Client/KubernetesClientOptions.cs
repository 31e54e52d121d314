namespace Actors.Kubernetes;

/// <summary>How a client sends its requests.</summary>
public sealed record KubernetesClientOptions
{
    /// <summary>
    /// Requests a second in the long run, as client-go's QPS; null, the default, for no limit: servers since v1.20 keep fairness between clients themselves
    /// (API Priority and Fairness).
    /// </summary>
    public double? Qps { get; init; }

    /// <summary>How many requests may be sent at once after a rest, as client-go's Burst; default 10. Of no effect without <see cref="Qps"/>.</summary>
    public int Burst { get; init; } = 10;

    /// <summary>How often a request is sent again that the server refused for now, by 429 or by an error with Retry-After; default 10, as in client-go.</summary>
    public int MaxRetries { get; init; } = 10;

    /// <summary>How long to wait before that if the server does not say; default 1 s.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a request may take until its answer is complete, repetitions not counted; default 60 s, as servers have it. Watches only have to begin in it.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The HTTP version to ask for; default 2, and 1.1 where the server does not have it or the connection is not encrypted. Watches of reflectors and operators have 1.1 and a connection each.</summary>
    public Version HttpVersion { get; init; } = System.Net.HttpVersion.Version20;

    /// <summary>What to do where the server does not have it; <see cref="HttpVersionPolicy.RequestVersionExact"/> gives HTTP/2 without encryption.</summary>
    public HttpVersionPolicy HttpVersionPolicy { get; init; } = HttpVersionPolicy.RequestVersionOrLower;

    /// <summary>The longest line of a watch, in bytes; default 16 MiB. Objects have 1.5 MiB at most where the store is etcd.</summary>
    public int MaxWatchLine { get; init; } = 16 << 20;

    /// <summary>Is told of each warning a server sends with an answer, such as of a deprecated API or a field that is not known. Null for nobody.</summary>
    public Action<KubernetesWarning>? OnWarning { get; init; }

    /// <summary>
    /// Puts something between the client and its connections that sees all requests and answers, such as a <see cref="DelegatingHandler"/>: for tracing, metrics and tests.
    /// Gets what it has to send through and stays its caller's to dispose of. Null for nothing.
    /// </summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? WrapHandler { get; init; }

    /// <summary>The clock; default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
