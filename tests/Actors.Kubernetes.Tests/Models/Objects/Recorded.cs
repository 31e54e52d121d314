using System.Text.Json;

namespace Actors.Kubernetes.Models.Tests;

/// <summary>
/// Objects as a kube-apiserver v1.36 answered and took them (recorded.ndjson: one of each shape; values that differ from run to run are
/// placeholders, times are any), and made-up ones for kinds that were not recorded (examples.json).
/// </summary>
internal static class Recorded
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "Models");

    public static IReadOnlyList<JsonElement> Objects { get; } =
    [
        .. File.ReadLines(Path.Combine(Folder, "recorded.ndjson")).Select(line => JsonElement.Parse(line)),
        .. JsonElement.Parse(File.ReadAllText(Path.Combine(Folder, "examples.json"))).EnumerateArray(),
    ];

    /// <summary>The fields that the API has, by model and name, with their types.</summary>
    public static IReadOnlyDictionary<string, Dictionary<string, string>> ApiFields { get; } =
        File.ReadLines(Path.Combine(Folder, "api-fields.txt")).Select(line => line.Split(": ", 2)).ToDictionary(
            parts => parts[0],
            parts => parts[1].Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split(' ', 2)).ToDictionary(field => field[0], field => field[1]));

    public static string KindOf(JsonElement json) => json.GetProperty("kind").GetString()!;

    /// <summary>The model of an object: that of its kind, else the one that any object has.</summary>
    public static Type ModelOf(JsonElement json)
    {
        var (apiVersion, kind) = (json.GetProperty("apiVersion").GetString()!, KindOf(json));
        if (kind == "Status") return typeof(V1Status);
        if (json.TryGetProperty("items", out _)) return typeof(KubernetesList<KubernetesResource>);
        if (kind == "Database") return typeof(Database);
        return Models.TryGetValue(GroupVersionKind.Of(apiVersion, kind), out var model) ? model : typeof(KubernetesResource);
    }

    public static IReadOnlyDictionary<GroupVersionKind, Type> Models { get; } = (
        from type in typeof(V1Pod).Assembly.GetTypes()
        where KubernetesEntity.Find(type) is not null
        select type).ToDictionary(type => KubernetesEntity.Of(type).GroupVersionKind);
}
