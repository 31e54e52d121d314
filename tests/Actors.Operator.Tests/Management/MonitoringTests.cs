using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Actors.Engine.Tests;
using Actors.Operators.Tests;

namespace Actors.Operators.Management.Tests;

/// <summary>What is shown and alerted by in k8s/monitoring is what an operator says of itself.</summary>
public sealed partial class MonitoringTests
{
    [Fact]
    public async Task Every_metric_that_dashboard_and_alerts_use_is_there_and_none_has_a_label_for_an_object()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var shown = await ManagedOperator.StartAsync(cluster, new Scripted());
        var text = await shown.Http.GetStringAsync("/metrics");
        var known = Type().Matches(text).ToDictionary(static one => one.Groups[1].Value, static one => one.Groups[2].Value);
        var folder = Path.Combine(Root(), "k8s", "monitoring");
        var dashboard = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "dashboard.json")))!;
        var expressions = dashboard["panels"]!.AsArray().SelectMany(static panel => panel!["targets"]?.AsArray() ?? []).Select(static target => target!["expr"]!.GetValue<string>()).ToList();
        Assert.True(expressions.Count > 20);
        expressions.AddRange(Expression().Matches(await File.ReadAllTextAsync(Path.Combine(folder, "alerts.yaml"))).Select(static one => one.Groups[1].Value));
        expressions.Add(dashboard["templating"]!["list"]![1]!["query"]!["query"]!.GetValue<string>());
        var used = expressions.SelectMany(static one => Metric().Matches(one)).Select(static one => one.Value).ToHashSet();
        Assert.True(used.Count > 25);
        foreach (var name in used)
        {
            var family = Histogram().Match(name) is { Success: true } part && known.GetValueOrDefault(part.Groups[1].Value) == "histogram" ? part.Groups[1].Value : name;
            Assert.True(known.ContainsKey(family), $"{name} is used and is not there");
        }

        // Ten objects more make no line more.
        var before = LinesOf(await SettledAsync(shown, 0));
        for (var i = 0; i < 10; i++) await cluster.CreateAsync($"g{i}");
        var some = LinesOf(await SettledAsync(shown, 10));
        for (var i = 10; i < 20; i++) await cluster.CreateAsync($"g{i}");
        var more = LinesOf(await SettledAsync(shown, 20));
        Assert.Equal(some, more);
        Assert.True(before.Count > 20);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Accept.ParseAdd("application/openmetrics-text;version=1.0.0");
        using var open = await shown.Http.SendAsync(request);
        Assert.Equal("application/openmetrics-text", open.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith("# EOF\n", await open.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reconcile_that_does_not_end_shows_by_how_long_it_runs()
    {
        await using var cluster = await TestCluster.StartAsync();
        var end = Waiting.Signal<Outcome>();
        await using var shown = await ManagedOperator.StartAsync(cluster, new Scripted { OnReconcile = (_, _) => end.Task });
        await cluster.CreateAsync("one");
        await cluster.CreateAsync("two");
        await shown.WaitAsync("/actors?state=running", ManagementJson.Default.ActorsAnswer, static one => one.Total == 2);
        var (total, longest) = await UnfinishedAsync(shown);
        Assert.InRange(longest, double.Epsilon, total);
        end.SetResult(Outcome.Done);
        await shown.WaitAsync("/actors?state=idle", ManagementJson.Default.ActorsAnswer, static one => one.Total == 2);
        Assert.Equal((0, 0), await UnfinishedAsync(shown));
    }

    private static async Task<(double Total, double Longest)> UnfinishedAsync(ManagedOperator shown)
    {
        var text = await shown.Http.GetStringAsync("/metrics");
        return (Of("workqueue_unfinished_work_seconds"), Of("workqueue_longest_running_processor_seconds"));

        double Of(string name) => double.Parse(
            text.Split('\n').Single(line => line.StartsWith(name + "{", StringComparison.Ordinal)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The metrics when as many objects are as they should be, and requests have been counted.</summary>
    private static async Task<string> SettledAsync(ManagedOperator shown, int objects)
    {
        await shown.WaitAsync("/actors?state=idle", ManagementJson.Default.ActorsAnswer, one => one.Total == objects);
        return await shown.Http.GetStringAsync("/metrics");
    }

    /// <summary>Each series, without its value; queries to the API server have theirs by status and method.</summary>
    private static List<string> LinesOf(string text) =>
        [.. text.Split('\n').Where(static one => one.Length > 0 && one[0] != '#' && !one.StartsWith("rest_client", StringComparison.Ordinal)).Select(static one => one[..one.LastIndexOf(' ')])];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("^# TYPE (\\w+) (\\w+)$", RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex("expr: \\|?\\s*([^\\n]+(?:\\n {14}[^\\n]+)?)")]
    private static partial Regex Expression();

    [GeneratedRegex("\\b(?:controller_runtime|workqueue|actors|process|dotnet|rest_client)_\\w+")]
    private static partial Regex Metric();

    [GeneratedRegex("^(\\w+)_(?:bucket|sum|count)$")]
    private static partial Regex Histogram();
}
