using System.Text;
using Actors.Kubernetes;

namespace Actors.Samples.Databases;

/// <summary>The CustomResourceDefinition of Databases.</summary>
public static class DatabaseDefinition
{
    private const string Name = "databases.example.com";

    /// <summary>The definition, as <c>kubectl apply</c> takes it.</summary>
    public static string Yaml { get; } = Read();

    /// <summary>Has the cluster know Databases, in this version of them (server-side apply).</summary>
    public static async Task ApplyAsync(KubernetesClient client, string fieldManager, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var request = new RestRequest(HttpMethod.Patch, $"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{Name}")
        {
            Query = [new("fieldManager", fieldManager), new("force", "true")],
            ContentType = "application/apply-patch+yaml",
            Body = Encoding.UTF8.GetBytes(Yaml),
        };
        using var response = await client.Rest.SendAsync(request, cancellation);
    }

    private static string Read()
    {
        using var stream = typeof(DatabaseDefinition).Assembly.GetManifestResourceStream($"{Name}.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
