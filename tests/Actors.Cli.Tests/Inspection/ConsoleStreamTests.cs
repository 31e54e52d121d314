using System.Text.Json;

namespace Actors.Cli.Tests.Inspection;

public sealed class ConsoleStreamTests : ConsoleTestBase
{
    private const string Transition =
        """{"time":"2026-11-21T21:00:00Z","replica":"a_3f","kind":"Database","namespace":"default","name":"orders","uid":"1","from":"Running","to":"Backoff","attempts":6,"reason":"IOException","message":"no disk"}""";

    private const string Lost = """{"time":"2026-11-21T21:00:00Z","replica":"a_3f","kind":"","namespace":"","name":"","uid":"","from":"","to":"Lost","attempts":0,"message":"17 transitions are left out"}""";

    [Fact]
    public async Task Transitions_are_printed_as_they_come_until_the_stream_ends()
    {
        Api.Stream("GET /transitions", $"{Transition}\n\n{Lost}\n", Task.CompletedTask);
        var (exitCode, output, error) = await RunAsync("tail --kind db --name default/orders --state backoff");
        Assert.Equal("GET /transitions?kind=databases.example.com&namespace=default&name=orders&state=backoff&scope=fleet", Api.Requests[^1]);
        Assert.Equal(2, Rows(output).Count);
        Assert.EndsWith(" a_3f Database default/orders Running → Backoff attempts 6 IOException: no disk", Rows(output)[0], StringComparison.Ordinal);
        Assert.EndsWith(" a_3f lost: 17 transitions are left out", Rows(output)[1], StringComparison.Ordinal);
        Assert.Equal((1, $"error: {Api.Url} has ended the stream: the replica stops, or this console has read too slowly; run it again, or ask another replica\n"), (exitCode, error));
    }

    [Fact]
    public async Task Scripts_get_a_line_of_json_for_each()
    {
        Api.Stream("GET /transitions", $"{Transition}\n\n{Lost}\n", Task.CompletedTask);
        var (_, output, _) = await RunAsync("tail -o json");
        Assert.Equal(["Backoff", "Lost"], output.TrimEnd('\n').Split('\n').Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("to").GetString()));
        (_, output, _) = await RunAsync("tail -o yaml");
        Assert.Equal(2, output.Split("---\ntime: ").Length - 1);
    }

    [Fact]
    public async Task A_stream_that_breaks_is_told()
    {
        Api.Stream("GET /transitions", $"{Transition}\n", Task.CompletedTask, breaks: true);
        var (exitCode, _, error) = await RunAsync("tail");
        Assert.Equal(1, exitCode);
        Assert.StartsWith($"error: the connection to {Api.Url} broke (", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_stream()
    {
        Api.Stream("GET /transitions", "\n", new TaskCompletionSource().Task);
        using var later = new CancellationTokenSource();
        var running = RunAsync("tail", later.Token);
        while (!Api.Requests.Any(static one => one.StartsWith("GET /transitions", StringComparison.Ordinal))) await Task.Yield();
        await later.CancelAsync();
        Assert.Equal((130, "", ""), await running);
    }

    [Fact]
    public async Task What_becomes_of_the_fleet_is_printed_and_ends_if_it_is_to()
    {
        Api.Stream("GET /cluster/events", """{"time":"2026-11-21T21:00:00Z","replica":"a_3f","type":"Joined","message":"b_77 has joined"}""", Task.CompletedTask);
        var (exitCode, output, error) = await RunAsync("cluster tail --tail 3 --no-follow");
        Assert.Equal("GET /cluster/events?tail=3&follow=false&scope=fleet", Api.Requests[^1]);
        Assert.EndsWith(" a_3f Joined b_77 has joined", Rows(output)[0], StringComparison.Ordinal);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(1, (await RunAsync("cluster tail")).ExitCode);
    }
}
