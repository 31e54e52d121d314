using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Kubernetes.Models;
using YamlDotNet.Serialization;

namespace Actors.Testing;

/// <summary>Objects as people read them.</summary>
internal static class YamlText
{
    private static readonly ISerializer Serializer = new SerializerBuilder().WithQuotingNecessaryStrings().DisableAliases().Build();

    /// <summary>Without the managed fields, as kubectl shows objects.</summary>
    public static string Of(object value)
    {
        var json = JsonSerializer.SerializeToNode(value, value.GetType(), KubernetesJson.Options);
        (json?["metadata"] as JsonObject)?.Remove("managedFields");
        return Serializer.Serialize(Plain(json) ?? "null").TrimEnd();
    }

    private static object? Plain(JsonNode? node) => node switch
    {
        JsonObject map => map.ToDictionary(static member => member.Key, static member => Plain(member.Value)),
        JsonArray list => list.Select(Plain).ToList(),
        null => null,
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => node.Deserialize<decimal>(),
        },
    };
}
