using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests.Conformance;

/// <summary>Holds the conversations that were recorded with a real kube-apiserver v1.36 again, and compares the answers.</summary>
public class ConformanceTests
{
    /// <summary>Steps whose answer has the right shape but words of its own, and why.</summary>
    private static readonly Dictionary<string, string[]> OwnWords = new()
    {
        // The version the server is at, and the oldest it knows, are part of the text.
        ["list"] = ["a version that has not come yet"],
        ["watch"] = ["a version too old"],
    };

    [Theory]
    [InlineData("apply", 15)]
    [InlineData("builtin", 19)]
    [InlineData("create", 32)]
    [InlineData("delete", 24)]
    [InlineData("discovery", 14)]
    [InlineData("list", 32)]
    [InlineData("patch", 18)]
    [InlineData("shard", 14)]
    [InlineData("update", 22)]
    [InlineData("watch", 21)]
    public async Task The_answers_are_those_of_a_real_server(string name, int count)
    {
        await using var server = await ApiServer.StartAsync(new ApiServerOptions { CollectionDelay = Timeout.InfiniteTimeSpan, Time = new OneMoment() });
        using var client = new HttpClient { BaseAddress = server.Address };
        var file = Path.Combine(AppContext.BaseDirectory, "Data", "Conformance", $"{name}.json");
        var steps = JsonNode.Parse(await File.ReadAllTextAsync(file))!["steps"]!.AsArray();
        var expected = new Queue<JsonNode>(steps.OfType<JsonObject>().Select(static step => step["expected"]).OfType<JsonNode>());
        Assert.Equal(count, expected.Count);

        using var conversation = new Conversation(client, steps);
        var differences = new List<string>();
        await foreach (var (step, answer) in conversation.RunAsync())
        {
            var wanted = expected.Dequeue();
            var title = (string?)step["name"] ?? (string?)step["path"] ?? "";
            if (Differs(wanted, answer, hidesText: true) || (!MayHaveOwnWords(name, title) && Differs(wanted, answer, hidesText: false)))
                differences.Add($"{title}\n  expected {wanted.ToJsonString()}\n  got      {AnswerMask.Apply(answer, false)!.ToJsonString()}");
        }

        Assert.Empty(expected);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static bool MayHaveOwnWords(string file, string step) => OwnWords.GetValueOrDefault(file, []).Contains(step);

    private static bool Differs(JsonNode expected, JsonNode answer, bool hidesText) =>
        !JsonNode.DeepEquals(AnswerMask.Apply(expected, hidesText), AnswerMask.Apply(answer, hidesText));

    /// <summary>Managed fields are in the order of their seconds first: whoever is recorded within one has to be held again within one.</summary>
    private sealed class OneMoment : TimeProvider
    {
        private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
