using System.Security.Cryptography;
using System.Text;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Management;

/// <summary>
/// The API server says whose a token is (TokenReview) and what that one may (SubjectAccessReview of the path, with the verb in lower case): so RBAC decides, by rules with nonResourceURLs. What it
/// says is believed for a minute, a refusal for 5 s, as kube-apiserver does by itself.
/// </summary>
internal sealed class ClusterAccess(KubernetesClient client, TimeProvider time) : ManagementAccess
{
    private const int KnownMax = 1000;

    // More at once would only take the API server's time from the operator's own requests.
    private const int ReviewsMax = 4;

    private static readonly TimeSpan GrantedFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RefusedFor = TimeSpan.FromSeconds(5);

    private readonly AccessReviewer _reviewer = new(client);
    private readonly SemaphoreSlim _turns = new(ReviewsMax);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Verdict Verdict, long At)> _known = new(StringComparer.Ordinal);

    public override string Description => "whom the cluster's RBAC lets get, post or put the path";

    public override async ValueTask<string> AdmitAsync(HttpContext http, ManagementRoute route)
    {
        var token = TokenOf(http);

        // Of what others show, nothing is kept that could be used.
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
#pragma warning disable CA1308 // Verbs are in lower case.
        var verb = http.Request.Method.ToLowerInvariant();
#pragma warning restore CA1308
        var path = http.Request.Path.Value ?? "";
        var known = Find($"{key} {verb} {path}");
        if (known is null)
        {
            await _turns.WaitAsync(http.RequestAborted).ConfigureAwait(false);
            try
            {
                known = Find($"{key} {verb} {path}") ?? await ReviewAsync(token, key, verb, path, http.RequestAborted).ConfigureAwait(false);
            }
            finally
            {
                _turns.Release();
            }
        }

        if (known.User is null) throw ManagementException.Unauthorized(known.Problem!);
        return known.Problem is null ? known.User : throw ManagementException.Forbidden(known.Problem);
    }

    public override void Dispose()
    {
        _turns.Dispose();
        base.Dispose();
    }

    private async Task<Verdict> ReviewAsync(string token, string key, string verb, string path, CancellationToken cancellation)
    {
        try
        {
            var who = Find(key) ?? Keep(key, await _reviewer.WhoAsync(token, cancellation).ConfigureAwait(false) is { } user ? new Verdict(user, null, user.Username) : Verdict.Nobody);
            if (who.Reviewed is not { } reviewed) return who;
            var reason = await _reviewer.WhyNotAsync(reviewed, verb, path, cancellation).ConfigureAwait(false);
            return Keep($"{key} {verb} {path}", reason is null ? who : who with { Problem = reason });
        }
        catch (Exception failure) when (failure is KubernetesException or HttpRequestException or TimeoutException or InvalidDataException or KubernetesCredentialException)
        {
            throw ManagementException.Unavailable(
                $"whether you may cannot be found out: {failure.Message}; the operator has to be allowed to create tokenreviews.authentication.k8s.io and subjectaccessreviews.authorization.k8s.io");
        }
    }

    private Verdict? Find(string key)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(key, out var known)) return null;
            if (time.GetElapsedTime(known.At) < (known.Verdict.Problem is null ? GrantedFor : RefusedFor)) return known.Verdict;
            _known.Remove(key);
            return null;
        }
    }

    private Verdict Keep(string key, Verdict verdict)
    {
        lock (_gate)
        {
            if (_known.Count >= KnownMax) _known.Clear();
            _known[key] = (verdict, time.GetTimestamp());
        }

        return verdict;
    }

    private sealed record Verdict(ReviewedUser? Reviewed, string? Problem, string? User)
    {
        public static Verdict Nobody { get; } = new(null, "the token is not one of this cluster", null);
    }
}
