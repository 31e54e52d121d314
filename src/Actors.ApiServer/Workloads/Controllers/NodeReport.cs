using System.Text.Json.Nodes;

namespace Actors.ApiServer.Workloads;

/// <summary>What a node says of itself.</summary>
internal static class NodeReport
{
    /// <summary>Version of Kubernetes the nodes say they run: the API server's.</summary>
    private const string Version = "v1.36.0";

    private static readonly (string Type, string Reason, string Message)[] Troubles =
    [
        ("MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        ("DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        ("PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
    ];

    private static readonly (string Name, long Size)[] Images =
    [
        ("registry.k8s.io/pause:3.10.1", 319_884),
        ("registry.k8s.io/coredns/coredns:v1.12.4", 22_384_805),
        ("registry.k8s.io/kube-proxy:v1.36.0", 31_929_115),
        ("docker.io/library/postgres:17", 154_813_812),
        ("docker.io/library/mysql:8.4", 216_103_401),
        ("docker.io/library/mongo:8.0", 306_128_772),
        ("docker.io/library/nginx:1.29", 62_706_233),
        ("docker.io/library/busybox:1.37", 2_156_519),
    ];

    /// <summary>Its size, addresses and images: of a large machine, so that tests do not run out of it.</summary>
    public static JsonObject Of(string name, string address)
    {
        var size = new JsonObject
        {
            ["cpu"] = "256",
            ["ephemeral-storage"] = "8Ti",
            ["hugepages-2Mi"] = "0",
            ["memory"] = "2Ti",
            ["pods"] = "100k",
        };
        return new JsonObject
        {
            ["addresses"] = new JsonArray(
                new JsonObject { ["type"] = "InternalIP", ["address"] = address },
                new JsonObject { ["type"] = "Hostname", ["address"] = name }),
            ["allocatable"] = size,
            ["capacity"] = size.DeepClone(),
            ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250L } },
            ["images"] = new JsonArray([.. Images.Select(static image => (JsonNode?)new JsonObject { ["names"] = new JsonArray(image.Name), ["sizeBytes"] = image.Size })]),
        };
    }

    public static JsonObject Info(string uid) => new()
    {
        ["architecture"] = "amd64",
        ["bootID"] = uid,
        ["containerRuntimeVersion"] = "containerd://2.2.0",
        ["kernelVersion"] = "6.12.0",
        ["kubeProxyVersion"] = "",
        ["kubeletVersion"] = Version,
        ["machineID"] = uid.Replace("-", "", StringComparison.Ordinal),
        ["operatingSystem"] = "linux",
        ["osImage"] = "Simulated Linux",
        ["systemUUID"] = uid,
    };

    /// <summary>All is well.</summary>
    public static void SetConditions(JsonObject status, DateTimeOffset now)
    {
        foreach (var (type, reason, message) in Troubles) StatusConditions.Set(status, type, false, now, reason, message).Condition["lastHeartbeatTime"] = Times.Write(now);
        StatusConditions.Set(status, "Ready", true, now, "KubeletReady", "kubelet is posting ready status").Condition["lastHeartbeatTime"] = Times.Write(now);
    }
}
