using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Actors.Kubernetes.Replay.Tests;

/// <summary>The conversations that were recorded with a kube-apiserver v1.36.</summary>
internal static partial class Conversations
{
    /// <summary>What differed from run to run was recorded as a placeholder: something of the right form.</summary>
    private static readonly Dictionary<string, string> Placeholders = new()
    {
        ["<uid>"] = "0f0e1d2c-3b4a-5968-8776-95a4b3c2d1e0",
        ["<resourceVersion>"] = "4711",
        ["<creationTimestamp>"] = "2026-11-21T00:41:49Z",
        ["<deletionTimestamp>"] = "2026-11-21T00:41:50Z",
        ["<time>"] = "2026-11-21T00:41:51Z",
        ["<acquireTime>"] = "2026-11-21T00:41:52.000001Z",
        ["<renewTime>"] = "2026-11-21T00:41:53.120000Z",
        ["<continue>"] = "eyJ2IjoibWV0YS5rOHMuaW8vdjEifQ",
        ["<storageVersionHash>"] = "sYZlRbYRqHc=",
    };

    public static IReadOnlyList<RecordedStep> Read(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Data", "Conformance", $"{name}.json");
        var steps = Filled(JsonNode.Parse(File.ReadAllText(file)))!["steps"]!.AsArray();
        return [.. steps.OfType<JsonObject>().Where(step => step["body"] is not null || step["expected"] is not null).Select(step => RecordedStep.Read(name, step))];
    }

    private static JsonNode? Filled(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(one => KeyValuePair.Create(one.Key, Filled(one.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Filled)]),
        JsonValue value when value.TryGetValue(out string? text) => Placeholders.GetValueOrDefault(text, Variable().Replace(text, "x4712")),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"\{\{\w+\}\}")]
    private static partial Regex Variable();
}
