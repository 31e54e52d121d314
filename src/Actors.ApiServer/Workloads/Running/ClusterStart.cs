using System.Globalization;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Workloads;

/// <summary>What a simulated cluster has from the start, besides the namespaces every server has.</summary>
internal static class ClusterStart
{
    private const int Zones = 3;

    public static IEnumerable<Write> Writes(WorkloadOptions options)
    {
        for (var number = 1; number <= options.Nodes; number++) yield return new CreateWrite(ResourceNames.Nodes, NewNode(number));
        yield return new CreateWrite(ResourceNames.StorageClasses, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = ClaimController.DefaultClass,
                ["annotations"] = new JsonObject { ["storageclass.kubernetes.io/is-default-class"] = "true" },
            },
            ["provisioner"] = ClaimController.Provisioner,
            ["reclaimPolicy"] = "Delete",
            ["volumeBindingMode"] = "Immediate",
            ["allowVolumeExpansion"] = true,
        });
    }

    private static JsonObject NewNode(int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"node-{number}");
        var zone = string.Create(CultureInfo.InvariantCulture, $"zone-{((number - 1) % Zones) + 1}");
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject
                {
                    ["beta.kubernetes.io/arch"] = "amd64",
                    ["beta.kubernetes.io/os"] = "linux",
                    ["kubernetes.io/arch"] = "amd64",
                    ["kubernetes.io/hostname"] = name,
                    ["kubernetes.io/os"] = "linux",
                    ["topology.kubernetes.io/region"] = "region-1",
                    [NodeController.ZoneLabel] = zone,
                },
            },
            ["spec"] = new JsonObject { ["providerID"] = $"simulation://{name}" },
        };
    }
}
