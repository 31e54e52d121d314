using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests.Conformance;

/// <summary>Holds a recorded conversation with a server: sends its requests, runs its watches, and gathers the answers.</summary>
internal sealed class Conversation(HttpClient client, JsonArray steps) : IDisposable
{
    /// <summary>Far beyond what anything here takes; a server that needs longer has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, JsonNode?> _variables = new() { ["run"] = $"r{Guid.NewGuid():N}"[..12] };
    private readonly Dictionary<string, HttpResponseMessage> _watches = [];

    /// <summary>Each step that was recorded with an answer, and the answer it gets now.</summary>
    public async IAsyncEnumerable<(JsonObject Step, JsonNode Answer)> RunAsync()
    {
        foreach (var recorded in steps.OfType<JsonObject>())
        {
            var step = (JsonObject)Fill(recorded)!;
            if (step["watch"] is { } started) _watches[(string)started!] = await SendAsync(step, HttpCompletionOption.ResponseHeadersRead);
            else if (step["until"] is JsonArray until) await UntilAsync(step, (string)until[0]!, (string)until[1]!);
            else if (step["endwatch"] is { } ended) yield return (step, Named(await EndAsync(_watches[(string)ended!], step)));
            else if (step["method"] is not null) yield return (step, Named(await AnswerAsync(step)));
        }
    }

    public void Dispose()
    {
        foreach (var watch in _watches.Values) watch.Dispose();
    }

    private async Task<JsonObject> AnswerAsync(JsonObject step)
    {
        using var response = await SendAsync(step, HttpCompletionOption.ResponseContentRead);
        var body = Parse(await response.Content.ReadAsStringAsync());
        foreach (var (name, path) in step["capture"] as JsonObject ?? []) _variables[name] = Find(body, (string)path!)?.DeepClone();
        if (step["only"] is JsonArray only)
            body = new JsonObject(only.Select(path => KeyValuePair.Create((string)path!, Find(body, (string)path!)?.DeepClone())));
        foreach (var (path, key) in step["sets"] as JsonObject ?? []) Sort(Find(body, path) as JsonArray, (string)key!);
        return new JsonObject { ["code"] = (int)response.StatusCode, ["body"] = body };
    }

    private static async Task<JsonObject> EndAsync(HttpResponseMessage response, JsonObject step)
    {
        if (!response.IsSuccessStatusCode) return new JsonObject { ["code"] = (int)response.StatusCode, ["body"] = Parse(await response.Content.ReadAsStringAsync()) };
        var wanted = (int?)step["events"] ?? int.MaxValue;
        var events = new JsonArray();
        using var patience = new CancellationTokenSource(Patience);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (events.Count < wanted && await reader.ReadLineAsync(patience.Token) is { } line)
            if (Simplified(JsonNode.Parse(line)!) is { } seen) events.Add(seen);
        return new JsonObject { ["code"] = 200, ["events"] = events };
    }

    /// <summary>Of bookmarks only the end of the initial events counts: the others come when they come.</summary>
    private static JsonNode? Simplified(JsonNode seen)
    {
        if ((string?)seen["type"] != "BOOKMARK") return seen;
        var endsInitialEvents = (string?)seen["object"]?["metadata"]?["annotations"]?["k8s.io/initial-events-end"] == "true";
        return endsInitialEvents ? new JsonObject { ["type"] = "BOOKMARK", ["initial-events-end"] = true } : null;
    }

    private async Task UntilAsync(JsonObject step, string path, string value)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var response = await SendAsync(step, HttpCompletionOption.ResponseContentRead);
            var found = Find(Parse(await response.Content.ReadAsStringAsync(patience.Token)), path)?.ToString();
            if (found == value) return;
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<HttpResponseMessage> SendAsync(JsonObject step, HttpCompletionOption completion)
    {
        using var request = new HttpRequestMessage(new HttpMethod((string?)step["method"] ?? "GET"), (string)step["path"]!);
        if (step["body"] is { } body)
        {
            var isText = body.GetValueKind() == JsonValueKind.String;
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(isText ? (string)body! : body.ToJsonString()));
            if (!isText) request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in step["headers"] as JsonObject ?? [])
        {
            if (name == "Content-Type") request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse((string)value!);
            else request.Headers.TryAddWithoutValidation(name, (string?)value);
        }

        return await client.SendAsync(request, completion);
    }

    private JsonNode? Fill(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map: return new JsonObject(map.Where(static one => one.Key != "expected").Select(one => KeyValuePair.Create(one.Key, Fill(one.Value))));
            case JsonArray list: return new JsonArray([.. list.Select(Fill)]);
        }

        if (node is not JsonValue value || !value.TryGetValue(out string? text)) return node?.DeepClone();
        foreach (var (name, known) in _variables) text = text.Replace($"{{{{{name}}}}}", known?.ToString(), StringComparison.Ordinal);
        return text;
    }

    private JsonNode Named(JsonNode answer) =>
        JsonNode.Parse(answer.ToJsonString().Replace((string)_variables["run"]!, "{{run}}", StringComparison.Ordinal))!;

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static JsonNode? Find(JsonNode? node, string path)
    {
        foreach (var part in path.Split('.'))
        {
            node = node switch
            {
                JsonArray list => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) is var index && index < list.Count ? list[index] : null,
                JsonObject map => map[part],
                _ => null,
            };
        }

        return node;
    }

    private static void Sort(JsonArray? list, string key)
    {
        if (list is null) return;
        var sorted = list.OrderBy(item => item?[key]?.ToJsonString(), StringComparer.Ordinal).Select(static item => item?.DeepClone()).ToArray();
        list.Clear();
        foreach (var item in sorted) list.Add(item);
    }
}
