using System.Text.Json.Nodes;
using Actors.ApiServer.Verbs;

namespace Actors.ApiServer.Workers;

/// <summary>What an API server makes by itself, without any controllers: its namespaces, the service by which pods find it, and the priorities of the system's pods.</summary>
internal static class ServerObjects
{
    private const string Name = "kubernetes";

    /// <summary>The first address of the services' network.</summary>
    private const string ClusterAddress = "10.96.0.1";

    private const int ServicePort = 443;

    private static readonly WriteOptions Writer = WriteOptions.Internal with { Manager = "kube-apiserver" };

    public static void Create(ObjectRegistry registry)
    {
        foreach (var name in NamespaceLifecycle.Initial) Create(registry, "", "v1", "namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        AddPriority(registry, "system-node-critical", 2_000_001_000, "Used for system critical pods that must not be moved from their current node.");
        AddPriority(registry, "system-cluster-critical", 2_000_000_000, "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.");
    }

    /// <summary>Makes the service of the server itself, which leads to where it listens.</summary>
    public static void Announce(ObjectRegistry registry, Uri address)
    {
        JsonObject Port(int number) => new() { ["name"] = "https", ["port"] = number, ["protocol"] = "TCP" };
        var port = Port(ServicePort);
        port["targetPort"] = address.Port;
        Create(registry, "", "v1", "services", new JsonObject
        {
            ["metadata"] = Metadata("component", "apiserver", "provider", Name),
            ["spec"] = new JsonObject { ["clusterIP"] = ClusterAddress, ["ports"] = new JsonArray(port), ["sessionAffinity"] = "None", ["type"] = "ClusterIP" },
        });
        Create(registry, "", "v1", "endpoints", new JsonObject
        {
            ["metadata"] = Metadata("endpointslice.kubernetes.io/skip-mirror", "true"),
            ["subsets"] = new JsonArray(new JsonObject
            {
                ["addresses"] = new JsonArray(new JsonObject { ["ip"] = address.Host }),
                ["ports"] = new JsonArray(Port(address.Port)),
            }),
        });
        Create(registry, "discovery.k8s.io", "v1", "endpointslices", new JsonObject
        {
            ["metadata"] = Metadata("kubernetes.io/service-name", Name),
            ["addressType"] = "IPv4",
            ["endpoints"] = new JsonArray(new JsonObject { ["addresses"] = new JsonArray(address.Host), ["conditions"] = new JsonObject { ["ready"] = true } }),
            ["ports"] = new JsonArray(Port(address.Port)),
        });
    }

    private static void AddPriority(ObjectRegistry registry, string name, int value, string description) => Create(registry, "scheduling.k8s.io", "v1", "priorityclasses", new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["value"] = value,
        ["description"] = description,
    });

    private static JsonObject Metadata(params ReadOnlySpan<string> labels)
    {
        var map = new JsonObject();
        for (var index = 0; index < labels.Length; index += 2) map[labels[index]] = labels[index + 1];
        return new JsonObject { ["name"] = Name, ["namespace"] = "default", ["labels"] = map };
    }

    private static void Create(ObjectRegistry registry, string group, string version, string plural, JsonObject value)
    {
        var kind = registry.Resources.Find(group, version, plural)!;
        value["kind"] = kind.Kind;
        value["apiVersion"] = kind.ApiVersion;
        kind.Rules.Decode(value);
        registry.Create(kind, kind.IsNamespaced ? "default" : "", value, Writer);
    }
}
