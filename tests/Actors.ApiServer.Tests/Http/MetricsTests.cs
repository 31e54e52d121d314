using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Actors.ApiServer.Tests;

public sealed partial class MetricsTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const int Count = 300;

    [Fact]
    public async Task What_each_client_was_sent_is_counted_by_verb_and_resource()
    {
        await using var server = await ServerFixture.StartAsync(new ApiServerOptions());
        for (var number = 0; number < Count; number++)
            await server.SendAsync("POST", Maps, $$$"""{"metadata":{"name":"m-{{{number}}}"},"data":{"key":"{{{new string('x', 200)}}}"}}""", "application/json");

        var plain = await SendAsync(server, "first/replica-1 more", Maps, null);
        var packed = await SendAsync(server, "second", Maps, "gzip");
        Assert.True(packed < plain / 4, $"{packed} of {plain} bytes");

        // A list that is written as it is read is counted with the frames it is sent in.
        var (requests, bytes) = await CountedAsync(server, "first/replica-1", "list");
        Assert.Equal(1, requests);
        Assert.InRange(bytes, plain, plain + (plain / 100));
        Assert.Equal((1, packed), await CountedAsync(server, "second", "list"));

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Client.BaseAddress!, $"{Maps}?watch=true&resourceVersion=0"));
        request.Headers.TryAddWithoutValidation("User-Agent", "third");
        using var watch = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await watch.Content.ReadAsStreamAsync());
        var sent = 0L;
        for (var line = 0; line < Count; line++) sent += (await reader.ReadLineAsync())!.Length + 1;
        Assert.Equal((1, sent), await CountedAsync(server, "third", "watch"));
    }

    private static async Task<long> SendAsync(ServerFixture server, string agent, string path, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Client.BaseAddress!, path));
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        if (encoding is not null) request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        using var answer = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static async Task<(long Requests, long Bytes)> CountedAsync(ServerFixture server, string client, string verb)
    {
        var text = await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return (Value("requests"), Value("sent_bytes"));

        long Value(string what) => long.Parse(
            Assert.Single(Line().Matches(text), line => line.Groups["what"].Value == what && line.Groups["client"].Value == client && line.Groups["verb"].Value == verb).Groups["value"].Value,
            CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("""^apiserver_client_(?<what>requests|sent_bytes)_total\{client="(?<client>[^"]*)",verb="(?<verb>[^"]*)",resource="configmaps"\} (?<value>\d+)$""", RegexOptions.Multiline)]
    private static partial Regex Line();
}
