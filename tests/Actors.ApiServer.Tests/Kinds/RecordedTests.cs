using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests.Kinds;

/// <summary>What a real server made of objects it was sent.</summary>
public sealed class RecordedTests
{
    /// <summary>What servers set on any object, in other places than these tables.</summary>
    private static readonly string[] ServersOwn = ["uid", "resourceVersion", "creationTimestamp", "managedFields", "namespace", "generation"];

    private static readonly JsonArray Steps =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "Kinds", "recorded.json")))!["steps"]!.AsArray();

    public static TheoryData<string> Created => [.. Steps.Where(static step => step!["method"]?.ToString() == "POST").Select(static step => step!["name"]!.ToString())];

    [Theory]
    [MemberData(nameof(Created))]
    public void A_new_object_is_answered_alike(string name)
    {
        var step = Steps.First(one => one!["name"]!.ToString() == name)!;
        var body = step["expected"]!["body"]!.AsObject();
        if (body["kind"]!.ToString() == "Status")
        {
            var causes = step["expected"]!["body"]!["details"]!["causes"]!.AsArray().Select(static cause => $"{cause!["field"]}: {cause["message"]}");
            Assert.Equal(causes, Written.Errors(step["body"]!.ToJsonString()).Select(static error => error.ToString()));
            return;
        }

        var sent = step["body"]!.DeepClone().AsObject();
        if (step["path"]!.ToString().Contains("/namespaces/", StringComparison.Ordinal)) sent["metadata"]!["namespace"] = "{{run}}";
        var value = Written.Created(sent.ToJsonString());
        Assert.Empty(Written.KindOf(value).Rules.Validate(value, null));
        if (step["only"] is not JsonArray only)
        {
            Assert.Equal(Masked(body), Masked(value));
            return;
        }

        foreach (var path in only.Select(static one => one!.ToString()).Where(static path => !ServersOwn.Contains(path.Split('.')[^1])))
            Assert.True(JsonNode.DeepEquals(body[path], JsonNode.Parse(Written.At(value, path))), $"{path}: {Written.At(value, path)}");
    }

    private static string Masked(JsonObject value)
    {
        var copy = value.DeepClone().AsObject();
        foreach (var name in ServersOwn) copy["metadata"]!.AsObject().Remove(name);
        foreach (var (name, time) in copy.ToArray())
        {
            if (name.EndsWith("Timestamp", StringComparison.Ordinal) && time is not null) copy[name] = "<time>";
        }

        if (copy["spec"] is JsonObject spec)
        {
            foreach (var name in (ReadOnlySpan<string>)["acquireTime", "renewTime"])
                if (spec.ContainsKey(name)) spec[name] = $"<{name}>";
        }

        return Sorted(copy)!.ToJsonString();
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => KeyValuePair.Create(one.Key, Sorted(one.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
