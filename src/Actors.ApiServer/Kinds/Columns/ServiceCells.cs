using System.Globalization;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>What a table shows of services and ingresses.</summary>
internal static class ServiceCells
{
    private const int BalancerWidth = 16;
    private const int HostsShown = 3;

    public static string ExternalAddress(JsonObject service)
    {
        var external = service.Texts("spec", "externalIPs");
        var balancer = Balancer(service);
        return service.Text("spec", "type") switch
        {
            "ClusterIP" or "NodePort" => external.Count > 0 ? string.Join(",", external) : "<none>",
            "LoadBalancer" when balancer.Length == 0 && external.Count == 0 => "<pending>",
            "LoadBalancer" => string.Join(",", external.Prepend(balancer).Where(static one => one.Length > 0)),
            "ExternalName" => service.Text("spec", "externalName"),
            _ => "<unknown>",
        };
    }

    public static string Ports(JsonObject service) => string.Join(",", service.Objects("spec", "ports").Select(static port =>
    {
        var node = port.Number("nodePort") is var number and > 0 ? string.Create(CultureInfo.InvariantCulture, $":{number}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{port.Number("port")}{node}/{port.Text("protocol")}");
    }));

    /// <summary>The addresses of a load balancer, cut where they get too long for a column.</summary>
    public static string Balancer(JsonObject value)
    {
        var addresses = value.Objects("status", "loadBalancer", "ingress")
            .Select(static one => TableCells.Or(one.Text("ip"), one.Text("hostname")))
            .Where(static one => one.Length > 0).Distinct().Order(StringComparer.Ordinal);
        var text = string.Join(",", addresses);
        return text.Length > BalancerWidth ? text[..(BalancerWidth - 3)] + "..." : text;
    }

    public static string Hosts(JsonObject ingress)
    {
        var rules = ingress.Objects("spec", "rules").ToArray();
        var hosts = rules.Select(static rule => rule.Text("host")).Where(static host => host.Length > 0).Take(HostsShown).ToArray();
        if (hosts.Length == 0) return "*";
        var text = string.Join(",", hosts);
        return rules.Length > HostsShown ? string.Create(CultureInfo.InvariantCulture, $"{text} + {rules.Length - HostsShown} more...") : text;
    }
}
