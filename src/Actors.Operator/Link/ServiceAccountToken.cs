using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Actors.Kubernetes.Configuration;
using Actors.Operators.Hosting;

namespace Actors.Operators.Link;

/// <summary>What one's own token says. Of others' tokens nothing is believed that the API server has not said.</summary>
internal static class ServiceAccountToken
{
    /// <summary>Whose token is in a file: <c>system:serviceaccount:NAMESPACE:NAME</c>.</summary>
    /// <exception cref="OperatorStartException">It cannot be read, or is no token of a ServiceAccount.</exception>
    public static string ReadSubject(string path)
    {
        string? subject = null;
        var problem = Problem.OfReading(path, text => (subject = SubjectOf(text.Trim())) is null ? "it is no token of a ServiceAccount" : null);
        return problem is null ? subject! : throw new OperatorStartException($"The token for the replica link, {path}, cannot be used: {problem}");
    }

    private static string? SubjectOf(string token)
    {
        if (token.Split('.') is not [_, var payload, _]) return null;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes(payload)));
            var isText = claims.RootElement.ValueKind == JsonValueKind.Object && claims.RootElement.TryGetProperty("sub", out _);
            var subject = isText ? claims.RootElement.GetProperty("sub").ToString() : "";
            return subject.StartsWith("system:serviceaccount:", StringComparison.Ordinal) ? subject : null;
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            return null;
        }
    }
}
