using System.Globalization;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>What a table shows of the addresses behind a service.</summary>
internal static class EndpointCells
{
    private const int Shown = 3;
    private const string Unset = "<unset>";

    public static string Addresses(JsonObject endpoints)
    {
        var all = new List<string>();
        foreach (var subset in endpoints.Objects("subsets"))
        {
            var addresses = subset.Objects("addresses").Select(static one => one.Text("ip")).ToArray();
            var ports = subset.Objects("ports").Select(static one => one.Number("port")).ToArray();
            if (ports.Length == 0) all.AddRange(addresses);
            foreach (var port in ports) all.AddRange(addresses.Select(address => HostAndPort(address, port)));
        }

        return all.Count == 0 ? "<none>" : First(all);
    }

    public static string SlicePorts(JsonObject slice)
    {
        var ports = slice.Objects("ports").Select(static port => port.NumberOrNull("port")?.ToString(CultureInfo.InvariantCulture) ?? "*").ToArray();
        return ports.Length == 0 ? Unset : First(ports);
    }

    public static string SliceAddresses(JsonObject slice)
    {
        var addresses = slice.Objects("endpoints").SelectMany(static one => one.Texts("addresses")).ToArray();
        return addresses.Length == 0 ? Unset : First(addresses);
    }

    /// <summary>The first few, and how many more there are.</summary>
    private static string First(IReadOnlyCollection<string> all)
    {
        var text = string.Join(",", all.Take(Shown));
        return all.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $"{text} + {all.Count - Shown} more...") : text;
    }

    private static string HostAndPort(string address, long port) => address.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{address}]:{port}")
        : string.Create(CultureInfo.InvariantCulture, $"{address}:{port}");
}
