using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Actors.Kubernetes.Configuration;
using Actors.Operators.Hosting;

namespace Actors.Operators.Link;

/// <summary>Who knows what is in a file is let in. A file that is replaced counts at once; one that becomes unusable does not.</summary>
internal sealed class SharedSecret : LinkAuthentication
{
    private const int LengthMin = 16;
    private const int LengthMax = 1024;

    private static readonly SearchValues<char> HeaderCharacters = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static one => (char)one)]);

    private readonly WatchedFile _file;
    private volatile string _secret;

    /// <exception cref="OperatorStartException">The file cannot be read, or what is in it is no secret.</exception>
    public SharedSecret(string path, TimeProvider time)
        : base(path, time)
    {
        _file = new WatchedFile(path, time);
        if (Problem.OfReading(path, ProblemWith) is { } problem)
            throw new OperatorStartException($"The secret of the replica link, {path}, cannot be used: {problem}; openssl rand -hex 32 makes one");
        _secret = _file.Read().Trim();
    }

    public override ValueTask<string> GetTokenAsync(CancellationToken cancellation) => new(Current());

    public override ValueTask<(Admission Admission, string Problem)> AdmitAsync(string token, CancellationToken cancellation)
    {
        // Hashed first, so that not even the length shows in the time it takes.
        var isSame = CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), SHA256.HashData(Encoding.UTF8.GetBytes(Current())));
        return new(isSame ? (Admission.Granted, "") : (Admission.Refused, "it has another secret"));
    }

    private string Current()
    {
        var text = _file.Read();
        if (ProblemWith(text) is null) _secret = text.Trim();
        return _secret;
    }

    private static string? ProblemWith(string text)
    {
        var secret = text.AsSpan().Trim();
        if (secret.Length is < LengthMin or > LengthMax) return $"it has {secret.Length} characters, and must have {LengthMin} to {LengthMax}";
        return secret.ContainsAnyExcept(HeaderCharacters) ? "it has characters other than the visible ones of ASCII" : null;
    }
}
