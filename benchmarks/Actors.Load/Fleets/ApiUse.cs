using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.Load.Fleets;

/// <summary>What the API server was asked for and what it has sent, by who asked, verb and resource, as its metrics have it. Another server than this product's does not say it.</summary>
internal sealed partial class ApiUse
{
    private readonly Dictionary<(string Client, string Verb, string Resource), (long Requests, long Bytes)> _use = [];

    public IEnumerable<((string Client, string Verb, string Resource) Of, (long Requests, long Bytes) Use)> All => _use.Select(static one => (one.Key, one.Value));

    public static async Task<ApiUse> ReadAsync(HttpClient http, Uri server, CancellationToken cancellation)
    {
        var use = new ApiUse();
        foreach (Match line in Line().Matches(await http.GetStringAsync(new Uri(server, "/metrics"), cancellation)))
        {
            var key = (line.Groups["client"].Value, line.Groups["verb"].Value, line.Groups["resource"].Value);
            var value = long.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture);
            var (requests, bytes) = use._use.GetValueOrDefault(key);
            use._use[key] = line.Groups["what"].Value == "requests" ? (value, bytes) : (requests, value);
        }

        return use;
    }

    /// <summary>What has come since.</summary>
    public ApiUse Since(ApiUse before)
    {
        var use = new ApiUse();
        foreach (var (key, (requests, bytes)) in _use)
        {
            var (requestsThen, bytesThen) = before._use.GetValueOrDefault(key);
            if (requests > requestsThen || bytes > bytesThen) use._use[key] = (requests - requestsThen, bytes - bytesThen);
        }

        return use;
    }

    [GeneratedRegex("""^apiserver_client_(?<what>requests|sent_bytes)_total\{client="(?<client>[^"]*)",verb="(?<verb>[^"]*)",resource="(?<resource>[^"]*)"\} (?<value>\d+)$""", RegexOptions.Multiline)]
    private static partial Regex Line();
}
