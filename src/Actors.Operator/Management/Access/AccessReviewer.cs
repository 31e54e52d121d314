using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Actors.Kubernetes;

namespace Actors.Operators.Management;

/// <summary>Asks the API server who somebody is and what that one may (https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access).</summary>
internal sealed class AccessReviewer(KubernetesClient client)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Whose a token is; null if it is nobody's.</summary>
    public async Task<ReviewedUser?> WhoAsync(string token, CancellationToken cancellation)
    {
        var review = new WhoReview("authentication.k8s.io/v1", "TokenReview", new WhoSpec(token), null);
        var answer = await PostAsync("/apis/authentication.k8s.io/v1/tokenreviews", review, ReviewJson.Default.WhoReview, cancellation).ConfigureAwait(false);
        return answer.Status is { Authenticated: true, User: { Username.Length: > 0 } user } ? user : null;
    }

    /// <summary>Why somebody may not do something with a path; null if that one may.</summary>
    public async Task<string?> WhyNotAsync(ReviewedUser user, string verb, string path, CancellationToken cancellation)
    {
        var spec = new MaySpec(user.Username!, user.Uid, user.Groups, user.Extra, new MayAttributes(path, verb));
        var review = new MayReview("authorization.k8s.io/v1", "SubjectAccessReview", spec, null);
        var answer = await PostAsync("/apis/authorization.k8s.io/v1/subjectaccessreviews", review, ReviewJson.Default.MayReview, cancellation).ConfigureAwait(false);
        if (answer.Status is { Allowed: true, Denied: not true }) return null;
        return $"{user.Username} may not {verb} {path}{(answer.Status?.Reason is { Length: > 0 } reason ? $": {reason}" : "; a ClusterRole with this nonResourceURL and verb lets it")}";
    }

    private async Task<T> PostAsync<T>(string path, T review, JsonTypeInfo<T> json, CancellationToken cancellation)
    {
        var request = new RestRequest(HttpMethod.Post, path) { Body = JsonSerializer.SerializeToUtf8Bytes(review, json), Timeout = Timeout, MaxRetries = 0 };
        using var response = await client.Rest.SendAsync(request, cancellation).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(response.Body.Span, json) ?? throw new InvalidDataException($"{request}: the answer is null");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{request}: the answer cannot be read: {failure.Message}", failure);
        }
    }
}

internal sealed record WhoReview(string ApiVersion, string Kind, WhoSpec? Spec, WhoStatus? Status);

internal sealed record WhoSpec(string Token);

internal sealed record WhoStatus(bool Authenticated, ReviewedUser? User);

/// <summary>Somebody, as the API server knows that one.</summary>
internal sealed record ReviewedUser(string? Username, string? Uid, IReadOnlyList<string>? Groups, IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra);

internal sealed record MayReview(string ApiVersion, string Kind, MaySpec? Spec, MayStatus? Status);

internal sealed record MaySpec(string User, string? Uid, IReadOnlyList<string>? Groups, IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra, MayAttributes NonResourceAttributes);

internal sealed record MayAttributes(string Path, string Verb);

internal sealed record MayStatus(bool Allowed, bool? Denied, string? Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WhoReview))]
[JsonSerializable(typeof(MayReview))]
internal sealed partial class ReviewJson : JsonSerializerContext;
