namespace Actors.Kubernetes.Configuration;

/// <summary>The token in a file.</summary>
internal sealed class TokenFileCredential(TokenFile settings, TimeProvider clock) : CredentialSource
{
    private readonly WatchedFile _file = new(settings.Path, clock);
    private readonly Lock _gate = new();
    private string? _text;
    private Credential? _current;

    public override ValueTask<Credential> GetAsync(CancellationToken cancellation) => new(Current(now: false));

    public override bool Refuse(Credential credential) => Current(now: true) != credential;

    private Credential Current(bool now)
    {
        lock (_gate)
        {
            try
            {
                var text = _file.Read(now);
                if (ReferenceEquals(text, _text)) return _current!;
                var token = text.Trim();
                // A file that is being written may be empty for a moment.
                if (token.Length > 0) (_text, _current) = (text, Credential.OfToken(token));
            }
            catch (Exception failure) when (Problem.IsOfFiles(failure))
            {
                if (settings.Initial is null)
                    throw new KubernetesCredentialException($"The token file {settings.Path} cannot be read: {Problem.Describe(failure)}.", failure);
            }

            return _current ??= settings.Initial is { } initial
                ? Credential.OfToken(initial)
                : throw new KubernetesCredentialException($"The token file {settings.Path} is empty.");
        }
    }
}
