namespace Actors.ApiServer;

/// <summary>How an <see cref="ApiServer"/> is to run.</summary>
public sealed record ApiServerOptions
{
    /// <summary>The port to listen on, on loopback; 0, the default, picks a free one.</summary>
    public int Port { get; init; }

    /// <summary>The token every client has to present; null, the default, for none.</summary>
    public string? Token { get; init; }

    /// <summary>Whether to speak TLS, by a certificate made for this run. Default: no.</summary>
    public bool UsesTls { get; init; }

    /// <summary>The server's clock: for the times in objects, the ends of watches and the pace of its workers. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// How long after a deletion dependents and the content of namespaces follow. Default: 2 seconds; infinite to never collect anything.
    /// </summary>
    /// <remarks>A real cluster's garbage collector works apart from its API server too, and takes its time.</remarks>
    public TimeSpan CollectionDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Is told of each write of a client that was accepted, before its client is; null, the default, for nobody. Called by several threads at once and not in the order of
    /// versions; it must be quick, and must not throw.
    /// </summary>
    public Action<AcceptedWrite>? Accepted { get; init; }

    /// <summary>How the controllers and nodes of a cluster are simulated; null, the default, for a server without any.</summary>
    public WorkloadOptions? Workloads { get; init; }

    /// <summary>Changes that are remembered for watches and lists of the past, of all resources together. Default: 50,000; 1 or more.</summary>
    public int WindowChanges { get; init; } = 50_000;

    /// <summary>Bytes of objects these changes may hold on to. Default: 128 MiB.</summary>
    public long WindowBytes { get; init; } = 128L << 20;
}
