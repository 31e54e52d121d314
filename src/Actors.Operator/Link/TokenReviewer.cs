using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Kubernetes;

namespace Actors.Operators.Link;

/// <summary>Asks the API server whose a token is (https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1/).</summary>
internal sealed class TokenReviewer(KubernetesClient client, string audience)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Why a token is not one of that user for the audience; null if it is.</summary>
    public async Task<string?> FindProblemAsync(string token, string user, CancellationToken cancellation)
    {
        var status = await ReviewAsync(token, cancellation).ConfigureAwait(false);
        if (!status.Authenticated || status.Error is { Length: > 0 })
            return $"its token is not valid{(status.Error is { Length: > 0 } error ? $": {error}" : "")}";

        // A server that does not look at audiences says nothing about them, and its word is not enough.
        if (status.Audiences?.Contains(audience) != true) return $"its token is not for the audience {audience}";
        return status.User?.Username == user ? null : $"it is {status.User?.Username ?? "nobody"} and not {user}";
    }

    private async Task<TokenReviewStatus> ReviewAsync(string token, CancellationToken cancellation)
    {
        var review = new TokenReview("authentication.k8s.io/v1", "TokenReview", new TokenReviewSpec(token, [audience]), null);
        var request = new RestRequest(HttpMethod.Post, "/apis/authentication.k8s.io/v1/tokenreviews")
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(review, TokenReviewJson.Default.TokenReview),
            Timeout = Timeout,
            MaxRetries = 0,
        };
        using var response = await client.Rest.SendAsync(request, cancellation).ConfigureAwait(false);
        try
        {
            var answer = JsonSerializer.Deserialize(response.Body.Span, TokenReviewJson.Default.TokenReview);
            return answer?.Status ?? throw new InvalidDataException($"{request}: the answer has no status");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{request}: the answer cannot be read: {failure.Message}", failure);
        }
    }
}

internal sealed record TokenReview(string ApiVersion, string Kind, TokenReviewSpec? Spec, TokenReviewStatus? Status);

internal sealed record TokenReviewSpec(string Token, IReadOnlyList<string> Audiences);

internal sealed record TokenReviewStatus(bool Authenticated, string? Error, IReadOnlyList<string>? Audiences, TokenReviewUser? User);

internal sealed record TokenReviewUser(string? Username);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenReview))]
internal sealed partial class TokenReviewJson : JsonSerializerContext;
