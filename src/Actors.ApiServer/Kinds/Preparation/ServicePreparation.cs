using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>Gives a service its addresses and ports and keeps those it has.</summary>
internal static class ServicePreparation
{
    private const string Headless = "None";

    public static void Apply(JsonObject service, JsonObject? old, ClusterAddresses addresses)
    {
        var spec = service.Child("spec");
        if (old is not null)
        {
            Keep(spec, old["spec"]);
            Leave(spec, old["spec"]);
        }

        if (spec.Text("type") == "ExternalName")
        {
            foreach (var field in (ReadOnlySpan<string>)["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"]) spec.Remove(field);
            return;
        }

        if (spec.Text("clusterIP").Length == 0) spec["clusterIP"] = spec.Texts("clusterIPs") is [var given, ..] ? given : addresses.NextAddress();
        spec["clusterIPs"] ??= new JsonArray(spec.Text("clusterIP"));
        spec["ipFamilies"] ??= new JsonArray([.. Families(spec).Select(static family => (JsonNode?)family)]);
        spec["ipFamilyPolicy"] ??= "SingleStack";
        if (spec.Text("type") is "NodePort" || (spec.Text("type") == "LoadBalancer" && spec["allocateLoadBalancerNodePorts"]?.GetValue<bool>() != false))
            SetPorts(spec, addresses);
    }

    private static void SetPorts(JsonObject spec, ClusterAddresses addresses)
    {
        foreach (var port in spec.Objects("ports")) port["nodePort"] ??= addresses.NextPort();
        if (spec.Text("type") == "LoadBalancer" && spec.Text("externalTrafficPolicy") == "Local") spec["healthCheckNodePort"] ??= addresses.NextPort();
    }

    /// <summary>An update may leave out what the server has given.</summary>
    private static void Keep(JsonObject spec, JsonNode? old)
    {
        if (spec.Text("type") != "ExternalName" && old.Text("type") != "ExternalName")
        {
            if (spec.Text("clusterIP").Length == 0 && spec.Texts("clusterIPs").Count == 0)
            {
                foreach (var field in (ReadOnlySpan<string>)["clusterIP", "clusterIPs"]) spec[field] = old.At(field)?.DeepClone();
            }

            foreach (var field in (ReadOnlySpan<string>)["ipFamilies", "ipFamilyPolicy"]) spec[field] ??= old.At(field)?.DeepClone();
        }

        if (!HasPorts(spec) || !HasPorts(old)) return;
        spec["healthCheckNodePort"] ??= old.At("healthCheckNodePort")?.DeepClone();
        if (spec["healthCheckNodePort"] is null) spec.Remove("healthCheckNodePort");
        foreach (var port in spec.Objects("ports").Where(static one => one["nodePort"] is null))
        {
            var same = old.Objects("ports").FirstOrDefault(one => one["port"].IsSameAs(port["port"]) && one.Text("protocol") == port.Text("protocol"));
            if (same?["nodePort"] is { } kept) port["nodePort"] = kept.DeepClone();
        }
    }

    /// <summary>Who changes the type and nothing else also gives up what only the old type had.</summary>
    private static void Leave(JsonObject spec, JsonNode? old)
    {
        if (!HasPorts(old) || HasPorts(spec)) return;
        foreach (var field in (ReadOnlySpan<string>)["healthCheckNodePort", "allocateLoadBalancerNodePorts", "loadBalancerClass", "externalTrafficPolicy"])
            if (spec[field].IsSameAs(old.At(field))) spec.Remove(field);
        var before = old.Objects("ports").Select(static port => port.Number("nodePort")).ToHashSet();
        foreach (var port in spec.Objects("ports").Where(port => before.Contains(port.Number("nodePort")))) port.Remove("nodePort");
    }

    private static bool HasPorts(JsonNode? spec) => spec.Text("type") is "NodePort" or "LoadBalancer";

    private static IEnumerable<string> Families(JsonObject spec)
    {
        var addresses = spec.Texts("clusterIPs").Where(static one => one != Headless && one.Length > 0).ToArray();
        return addresses.Length == 0 ? ["IPv4"] : addresses.Select(Family);
    }

    private static string Family(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4";
}
