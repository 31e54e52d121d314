using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.Objects;

namespace Actors.ApiServer.Workloads;

/// <summary>What controllers want to know of a node.</summary>
internal sealed record NodeFacts
{
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required bool IsReady { get; init; }

    /// <summary>Since when it is ready, or is not.</summary>
    public required DateTimeOffset ReadySince { get; init; }

    /// <summary>Whether it takes no new pods.</summary>
    public required bool IsUnschedulable { get; init; }

    public required IReadOnlyList<NodeTaint> Taints { get; init; }

    public required string Address { get; init; }

    /// <summary>How many pods it takes.</summary>
    public required long PodsMax { get; init; }

    public static NodeFacts Of(JsonObject node, KubernetesObject stored)
    {
        var ready = node.Objects("status", "conditions").FirstOrDefault(static one => one.Text("type") == "Ready");
        return new NodeFacts
        {
            Labels = stored.Labels.ToDictionary(),
            IsReady = ready.Text("status") == "True",
            ReadySince = Times.Read(ready.Text("lastTransitionTime")) ?? DateTimeOffset.MinValue,
            IsUnschedulable = node.IsTrue("spec", "unschedulable"),
            Taints = [.. node.Objects("spec", "taints").Select(static one => new NodeTaint(one.Text("key"), one.Text("value"), one.Text("effect")))],
            Address = node.Objects("status", "addresses").FirstOrDefault(static one => one.Text("type") == "InternalIP").Text("address"),
            PodsMax = long.TryParse(node.Text("status", "allocatable", "pods"), out var pods) ? pods : long.MaxValue,
        };
    }
}

/// <summary>What keeps pods from a node that do not tolerate it.</summary>
internal readonly record struct NodeTaint(string Key, string Value, string Effect);
