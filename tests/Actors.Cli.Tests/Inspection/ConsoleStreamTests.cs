using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Actors.Cli.Tests.Inspection;

public sealed class ConsoleStreamTests : ConsoleTestBase
{
    private const string Transition =
        """{"time":"2026-11-21T21:00:00Z","replica":"a_3f","kind":"Database","namespace":"default","name":"orders","uid":"1","from":"Running","to":"Backoff","attempts":6,"reason":"IOException","message":"no disk"}""";

    private const string Lost = """{"time":"2026-11-21T21:00:00Z","replica":"a_3f","kind":"","namespace":"","name":"","uid":"","from":"","to":"Lost","attempts":0,"message":"17 transitions are left out"}""";

    [Fact]
    public async Task Transitions_are_printed_as_they_come_and_a_stream_that_ends_is_followed_anew_until_it_is_refused()
    {
        Follow("/transitions", $"{Transition}\n\n{Lost}\n", $"{Transition}\n");
        var (exitCode, output, error) = await RunAsync("tail --kind db --name default/orders --state backoff");
        Assert.Equal("GET /transitions?kind=databases.example.com&namespace=default&name=orders&state=backoff&scope=fleet", Api.Requests[^1]);
        Assert.Equal(3, Rows(output).Count);
        Assert.EndsWith(" a_3f Database default/orders Running → Backoff attempts 6 IOException: no disk", Rows(output)[0], StringComparison.Ordinal);
        Assert.EndsWith(" a_3f lost: 17 transitions are left out", Rows(output)[1], StringComparison.Ordinal);
        var ended = $"{Api.Url} has ended the stream: its replica stops, or this console has read too slowly; trying again until Ctrl-C";
        Assert.Equal([ended, "connected again; what happened meanwhile is missing here", ended], error.Split('\n')[..3]);
        Assert.Equal(3, exitCode);
        Assert.StartsWith("error: you have no right to that", error.Split('\n')[3], StringComparison.Ordinal);
    }

    /// <summary>Has the API give one answer after the other, each of which ends, and then refuse.</summary>
    private void Follow(string path, params string[] answers)
    {
        var asked = -1;
        Api.On($"GET {path}", context =>
        {
            if (Interlocked.Increment(ref asked) < answers.Length)
            {
                context.Response.ContentType = "application/x-ndjson";
                return context.Response.WriteAsync(answers[asked]);
            }

            context.Response.StatusCode = 403;
            return context.Response.WriteAsJsonAsync(new { code = 403, reason = "Forbidden", message = "not any more" });
        });
    }

    [Fact]
    public async Task Scripts_get_a_line_of_json_for_each()
    {
        Follow("/transitions", $"{Transition}\n\n{Lost}\n");
        var (_, output, _) = await RunAsync("tail -o json");
        Assert.Equal(["Backoff", "Lost"], output.TrimEnd('\n').Split('\n').Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("to").GetString()));
        Follow("/transitions", $"{Transition}\n\n{Lost}\n");
        (_, output, _) = await RunAsync("tail -o yaml");
        Assert.Equal(2, output.Split("---\ntime: ").Length - 1);
    }

    [Fact]
    public async Task A_stream_that_breaks_is_told_and_followed_anew()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

        // A chunk without the one that ends them all; then who asks has no right any more.
        var line = $"{Transition}\n";
        var answering = AnswerAsync(
            listener, $"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n{line.Length:x}\r\n{line}\r\n",
            "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        var (exitCode, output, error) = await RunAsync(["--url", url, "tail"]);
        await answering;
        Assert.StartsWith($"the connection to {url} broke (", error, StringComparison.Ordinal);
        Assert.Contains("; trying again until Ctrl-C\n", error, StringComparison.Ordinal);
        Assert.Single(Rows(output));
        Assert.Equal(3, exitCode);
    }

    /// <summary>Answers one request after the other as told, and closes each connection then.</summary>
    private static async Task AnswerAsync(TcpListener listener, params string[] answers)
    {
        foreach (var answer in answers)
        {
            using var connection = await listener.AcceptTcpClientAsync();
            await using var stream = connection.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
                // The request has nothing behind its headers.
            }

            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer));
        }
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
        const string Left = """{"time":"2026-11-21T21:00:01Z","replica":"a_3f","type":"Left","message":"b_77 has left"}""";
        Follow("/cluster/events", Left, Left);
        (exitCode, output, _) = await RunAsync("cluster tail --tail 3");
        Assert.Equal((3, 2), (exitCode, Rows(output).Count));

        // What was told before is not told again.
        Assert.Equal(["GET /cluster/events?tail=3&follow=true&scope=fleet", "GET /cluster/events?tail=0&follow=true&scope=fleet"], Api.Requests.Where(static one => one.Contains("follow=true")).Take(2));
    }
}
