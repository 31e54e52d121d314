using System.Text.Json.Nodes;

namespace Actors.Kubernetes.Replay.Tests;

/// <summary>A request to a real server with its answer or, for a watch, its events.</summary>
/// <param name="File">The conversation it is of.</param>
/// <param name="Title">What it is called there.</param>
/// <param name="Path">What was asked for.</param>
/// <param name="Request">What was sent: JSON, or a text that is none; null for nothing.</param>
/// <param name="ContentType">What the request said its body is; null for JSON.</param>
/// <param name="Code">The HTTP status; null where no answer was recorded.</param>
/// <param name="Answer">The body of the answer: JSON, or a text that is none.</param>
/// <param name="Events">What a watch told, line by line; empty for all else.</param>
internal sealed record RecordedStep(
    string File, string Title, string Path, JsonNode? Request, string? ContentType, int? Code, JsonNode? Answer, IReadOnlyList<JsonObject> Events)
{
    public string Name => $"{File}, {Title}, {Path}";

    public static RecordedStep Read(string file, JsonObject step)
    {
        var path = (string?)step["path"] ?? "";
        var expected = step["expected"] as JsonObject;
        var answer = expected?["body"];
        if (step["only"] is not null && answer is JsonObject parts) answer = Whole(parts, path);
        return new RecordedStep(
            file,
            (string?)step["name"] ?? (string?)step["endwatch"] ?? "",
            path,
            step["body"],
            (string?)step["headers"]?["Content-Type"],
            (int?)expected?["code"],
            answer,
            [.. (expected?["events"] as JsonArray ?? []).Select(one => AsSent(one!.AsObject(), expected!["events"]!.AsArray()))]);
    }

    /// <summary>Of some answers only a few fields were recorded, by their paths: the object with these and nothing else.</summary>
    private static JsonObject Whole(JsonObject parts, string path)
    {
        var whole = new JsonObject();
        foreach (var (place, value) in parts)
        {
            // Null is what the recorder writes for a field that was not there.
            if (value is not null) Set(whole, place.Split('.'), value.DeepClone());
        }

        if (whole["kind"] is null && whole["items"] is null) return whole;
        var names = path.Split('/', '?');
        whole["apiVersion"] ??= names[1] == "api" ? names.ElementAtOrDefault(2) ?? "v1" : $"{names[2]}/{names[3]}";
        whole["metadata"] ??= new JsonObject();
        foreach (var item in whole["items"] as JsonArray ?? []) item!["metadata"] ??= new JsonObject();
        return whole;
    }

    private static void Set(JsonNode node, ReadOnlySpan<string> place, JsonNode value)
    {
        var next = place.Length == 1 ? value : int.TryParse(place[1], out _) ? new JsonArray() : new JsonObject();
        if (node is JsonArray list)
        {
            var index = int.Parse(place[0], System.Globalization.CultureInfo.InvariantCulture);
            while (list.Count <= index) list.Add(new JsonObject());
            if (place.Length == 1) list[index] = value;
            else Set(list[index]!, place[1..], value);
            return;
        }

        if (place.Length == 1 || node[place[0]] is null) node[place[0]] = next;
        if (place.Length > 1) Set(node[place[0]]!, place[1..], value);
    }

    /// <summary>Of bookmarks only was recorded that they end the initial events; what else there is in one is as in the documentation of the API.</summary>
    private static JsonObject AsSent(JsonObject seen, JsonArray all)
    {
        if (seen["object"] is not null) return (JsonObject)seen.DeepClone();
        var other = all.Select(one => one!["object"]).First(one => one is not null)!;
        return new JsonObject
        {
            ["type"] = (string)seen["type"]!,
            ["object"] = new JsonObject
            {
                ["kind"] = (string)other["kind"]!,
                ["apiVersion"] = (string)other["apiVersion"]!,
                ["metadata"] = new JsonObject
                {
                    ["resourceVersion"] = "4711",
                    ["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" },
                },
            },
        };
    }
}
