namespace Actors.Kubernetes.Configuration;

/// <summary>
/// The connections to a server. A connection keeps the certificates it was made with, so when those of the client or of the trusted
/// authorities change, new requests go to new connections; requests under way end on the old ones, which are closed then.
/// </summary>
internal sealed class TransportPool(KubernetesConfiguration configuration, TimeProvider clock) : IDisposable
{
    private readonly WatchedIdentity? _identity = configuration.ClientCertificate is { } certificate ? new(certificate, clock) : null;
    private readonly WatchedAuthority? _authority = configuration.Trust.Authority is { } authority ? new(authority, clock) : null;
    private readonly Lock _gate = new();
    private Transport? _current;
    private bool _disposed;

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, ClientIdentity? issued, CancellationToken cancellation)
    {
        var transport = Lease(issued);
        try
        {
            return await transport.SendAsync(request, cancellation);
        }
        finally
        {
            Return(transport);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Retire();
        }
    }

    private Transport Lease(ClientIdentity? issued)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var identity = _identity?.Current() ?? issued;
            var authorities = _authority?.Current();
            if (_current is null || _current.Identity != identity || _current.Authorities != authorities)
            {
                Retire();
                _current = new Transport(configuration, identity, authorities);
            }

            _current.Leases++;
            return _current;
        }
    }

    private void Return(Transport transport)
    {
        lock (_gate)
        {
            transport.Leases--;
            if (transport != _current && transport.Leases == 0) transport.Dispose();
        }
    }

    private void Retire()
    {
        if (_current is { Leases: 0 } unused) unused.Dispose();
        _current = null;
    }
}
