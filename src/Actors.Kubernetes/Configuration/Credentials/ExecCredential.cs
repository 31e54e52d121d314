namespace Actors.Kubernetes.Configuration;

/// <summary>
/// What an exec plugin returned, until it expires or the server refuses it. The plugin runs once for all that wait for it, and to its
/// end even if all of them give up: it may have asked somebody to log in.
/// </summary>
internal sealed class ExecCredential(ExecCommand command, TimeProvider clock) : CredentialSource
{
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private ExecResult? _current;
    private Task<Credential>? _running;

    public override async ValueTask<Credential> GetAsync(CancellationToken cancellation)
    {
        Task<Credential> running;
        lock (_gate)
        {
            // An absolute time that another machine set: the only clock to compare it with is that of the day.
            if (_current is { } current && clock.GetUtcNow() < current.Expires) return current.Credential;
            running = _running ??= Task.Run(RunAsync, CancellationToken.None);
        }

        return await running.WaitAsync(cancellation);
    }

    public override bool Refuse(Credential credential)
    {
        lock (_gate)
        {
            if (_current?.Credential == credential) _current = _current with { Expires = DateTimeOffset.MinValue };
        }

        return true;
    }

    public override void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        base.Dispose();
    }

    private async Task<Credential> RunAsync()
    {
        try
        {
            var result = await command.RunAsync(_current, clock, _end.Token);
            lock (_gate) _current = result;
            return result.Credential;
        }
        finally
        {
            lock (_gate) _running = null;
        }
    }
}
