using System.Net;
using System.Security.Cryptography;
using System.Text;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Operators.Hosting;

namespace Actors.Operators.Link;

/// <summary>Who has a token of the operator's ServiceAccount, made for the link, is let in; the API server says whose a token is.</summary>
internal sealed class ServiceAccountTokens : LinkAuthentication
{
    private const int KnownMax = 1000;

    // More at once would only take the API server's time from the operator's own requests.
    private const int ReviewsMax = 4;

    private static readonly TimeSpan GrantedFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RefusedFor = TimeSpan.FromSeconds(5);

    private readonly TokenFileCredential _token;
    private readonly TokenReviewer _reviewer;
    private readonly string _account;
    private readonly ExpiringSet _granted;
    private readonly ExpiringSet _refused;
    private readonly SemaphoreSlim _turns = new(ReviewsMax);
    private readonly TimeProvider _time;

    /// <exception cref="OperatorStartException">The file holds no such token.</exception>
    public ServiceAccountTokens(string tokenFile, string audience, string? account, KubernetesClient client, TimeProvider time)
        : base(tokenFile, time)
    {
        _token = new TokenFileCredential(new TokenFile(tokenFile), time);
        _reviewer = new TokenReviewer(client, audience);
        _account = account ?? ServiceAccountToken.ReadSubject(tokenFile);
        _time = time;
        (_granted, _refused) = (new ExpiringSet(KnownMax, GrantedFor, time), new ExpiringSet(KnownMax, RefusedFor, time));
    }

    public override async ValueTask<string> GetTokenAsync(CancellationToken cancellation)
    {
        var credential = await _token.GetAsync(cancellation).ConfigureAwait(false);
        return credential.Authorization!["Bearer ".Length..];
    }

    public override async ValueTask<(Admission Admission, string Problem)> AdmitAsync(string token, CancellationToken cancellation)
    {
        // Of what others show, nothing is kept that could be used.
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (Known(key) is { } known) return known;
        await _turns.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return Known(key) ?? await ReviewAsync(token, key, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    public override void Dispose()
    {
        _token.Dispose();
        _turns.Dispose();
        base.Dispose();
    }

    private (Admission, string)? Known(string key)
    {
        if (_granted.Contains(key)) return (Admission.Granted, "");
        return _refused.Contains(key) ? (Admission.Refused, "its token was refused a moment ago") : null;
    }

    private async Task<(Admission, string)> ReviewAsync(string token, string key, CancellationToken cancellation)
    {
        var askedAt = _time.GetTimestamp();
        try
        {
            var problem = await _reviewer.FindProblemAsync(token, _account, cancellation).ConfigureAwait(false);
            (problem is null ? _granted : _refused).Add(key, askedAt);
            return problem is null ? (Admission.Granted, "") : (Admission.Refused, problem);
        }
        catch (Exception failure) when (failure is KubernetesException or HttpRequestException or TimeoutException or InvalidDataException or KubernetesCredentialException)
        {
            var hint = failure is KubernetesException { StatusCode: HttpStatusCode.Forbidden } ? "; a ClusterRole has to let the operator create tokenreviews.authentication.k8s.io" : "";
            return (Admission.Unknown, $"whose token it is cannot be found out: {failure.Message}{hint}");
        }
    }
}
