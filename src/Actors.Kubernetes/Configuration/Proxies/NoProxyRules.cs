using System.Globalization;
using System.Net;

namespace Actors.Kubernetes.Configuration;

/// <summary>
/// What goes to no proxy, by the rules of Go's <c>httpproxy</c> (https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config): <c>*</c>,
/// a domain with all below it, <c>.domain</c> for those below it only, an address, or a range of addresses; each but the range may have
/// a port. The own machine never does.
/// </summary>
internal sealed class NoProxyRules(string list)
{
    private readonly Rule[] _rules =
        [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Rule.Parse)];

    public bool Matches(Uri destination)
    {
        var host = destination.IdnHost.TrimEnd('.');
        var address = IPAddress.TryParse(host, out var parsed) ? parsed : null;
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (address is not null && IPAddress.IsLoopback(address))) return true;
        return Array.Exists(_rules, rule => rule.Matches(host, address, destination.Port));
    }

    private sealed record Rule(string Host, IPAddress? Address, IPNetwork? Range, int? Port)
    {
        public static Rule Parse(string text)
        {
            if (IPNetwork.TryParse(text, out var range)) return new Rule("", null, range, null);
            if (IPAddress.TryParse(text, out var address)) return new Rule("", address, null, null);
            var colon = text.LastIndexOf(':');
            int? port = colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
            var host = port is null ? text : text[..colon];
            if (host.StartsWith("*.", StringComparison.Ordinal)) host = host[1..];
            return new Rule(host, IPAddress.TryParse(host, out address) ? address : null, null, port);
        }

        public bool Matches(string host, IPAddress? address, int port)
        {
            if (Host == "*") return true;
            if (Port is not null && Port != port) return false;
            if (Range is { } range) return address is not null && range.Contains(address);
            if (Address is not null || address is not null) return address is not null && address.Equals(Address);
            if (Host.StartsWith('.')) return host.EndsWith(Host, StringComparison.OrdinalIgnoreCase);
            return host.Equals(Host, StringComparison.OrdinalIgnoreCase)
                || (host.EndsWith(Host, StringComparison.OrdinalIgnoreCase) && host[^(Host.Length + 1)] == '.');
        }
    }
}
