using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Cli.Tests.Inspection;

/// <summary>Whatever goes wrong is one line that says what to do next, and an exit code.</summary>
public sealed class ConsoleErrorTests : ConsoleTestBase
{
    [Theory]
    [InlineData("shrads", "unknown command 'shrads'; did you mean 'shards'?")]
    [InlineData("xyzzy", "unknown command 'xyzzy'; there is: cluster, shards, ingest, actors, limits, top, tail, log, config, drain, help")]
    [InlineData("cluster shwo", "unknown command 'cluster shwo'; did you mean 'show'?")]
    [InlineData("cluster", "'cluster' needs one of: show, leave, tail")]
    [InlineData("actors lst", "unknown command 'actors lst'; did you mean 'list'?")]
    [InlineData("actors list --knd x", "unknown option '--knd' of 'actors list'; did you mean '--kind'?")]
    [InlineData("actors list --state backof", "--state: 'backof' is none of Absent, Starting, Idle, Queued, Waiting, Running, RunningDirty, Deleting, Backoff, Scheduled, Failed, Paused; did you mean 'Backoff'?")]
    [InlineData("actors list --sort tries", "--sort: 'tries' is none of name, age, attempts, due, duration")]
    [InlineData("actors list --limit -1", "--limit is a number from 0 on, not '-1'")]
    [InlineData("actors show", "[KIND] NAMESPACE/NAME is missing; it is: actors show [KIND] NAMESPACE/NAME")]
    [InlineData("actors show a/b/c/d", "'a/b/c/d' names no object; it is: NAMESPACE/NAME, or KIND NAMESPACE/NAME; NAME alone is one of the namespace of -n, or of default")]
    [InlineData("actors pause", "name one object, or give --selector; it is: actors pause NAMESPACE/NAME, or actors pause --kind KIND --selector LABELS")]
    [InlineData("actors pause default/orders --selector a=b", "name one object, or give --selector; it is: actors pause NAMESPACE/NAME, or actors pause --kind KIND --selector LABELS")]
    [InlineData("shards move 3", "REPLICA is missing; it is: shards move N REPLICA")]
    [InlineData("shards move x b", "N is a number from 0 on, not 'x'")]
    [InlineData("shards move 3 b c", "'c' is one too many; it is: shards move N REPLICA")]
    [InlineData("cluster tail --tail 101", "--tail is a number from 0 to 100, not '101'")]
    [InlineData("shards -o xml", "--output: 'xml' is none of table, json, yaml")]
    [InlineData("shards --scope flet", "--scope: 'flet' is none of fleet, replica; did you mean 'fleet'?")]
    [InlineData("shards --scope fleet --replica a", "--replica and --scope fleet exclude each other: either one replica answers or all do")]
    [InlineData("drain --scope fleet", "this can be asked of one replica only; name it with --replica instead of --scope fleet")]
    [InlineData("log level Actors", "LEVEL is missing; it is: log level CATEGORY LEVEL, or 'log level all LEVEL'")]
    [InlineData("log level Actors Debgu", "LEVEL: 'Debgu' is none of Trace, Debug, Information, Warning, Error, Critical, None, Default; did you mean 'Debug'?")]
    [InlineData("help shrads", "unknown command 'shrads'; did you mean 'shards'?")]
    [InlineData("shards --token x --secret-file y", "--token, --token-file and --secret-file exclude each other")]
    public async Task A_line_that_means_nothing_is_answered_with_the_nearest_that_would(string line, string message)
    {
        var (exitCode, output, error) = await RunAsync(line);
        Assert.Equal((2, "", $"error: {message}\n"), (exitCode, output, error));
        Assert.DoesNotContain(Api.Requests, static one => !one.StartsWith("GET", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("actors show websites default/x", "there is no kind 'websites' here; there is: Database")]
    [InlineData("actors show datbase default/x", "there is no kind 'datbase' here; did you mean 'Database'?; there is: Database")]
    [InlineData("actors list --kind Databse", "there is no kind 'Databse' here; did you mean 'Database'?; there is: Database")]
    [InlineData("actors show default/ordes", "there is no /actors/databases.example.com/default/ordes; did you mean 'default/orders'?")]
    [InlineData("actors pause default/ordres", "there is no /actors/databases.example.com/default/ordres/pause; did you mean 'default/orders'?")]
    [InlineData("actors show default/billing", "there is no /actors/databases.example.com/default/billing; did you mean 'other/billing'?")]
    [InlineData("config xyz", "no key holds 'xyz'")]
    public async Task What_is_not_there_is_answered_with_the_nearest_that_is(string line, string message)
    {
        var (exitCode, _, error) = await RunAsync(line);
        Assert.Equal((4, $"error: {message}\n"), (exitCode, error));
    }

    [Theory]
    [InlineData(404, "NotFound", "there is no replica 'bb'", 4, "there is no replica 'bb'; did you mean 'b'?")]
    [InlineData(409, "Conflict", "shard 17 is there already", 1, "shard 17 is there already")]
    [InlineData(400, "BadRequest", "to is missing", 2, "to is missing")]
    [InlineData(503, "Unavailable", "it stops", 1, "it stops")]
    [InlineData(504, "Timeout", "the coordinator has not answered within 5 s", 1, "the coordinator has not answered within 5 s")]
    [InlineData(403, "Forbidden", "jane may not post", 3, "you have no right to that (jane may not post); the right is a rule for nonResourceURLs in a ClusterRole, see 'kubectl auth can-i'")]
    public async Task A_refusal_is_told_as_the_api_has_it(int code, string reason, string message, int exitCode, string error)
    {
        Api.Refuse("POST /shards/17/move", code, reason, message, code == 404 ? ["a", "b"] : []);
        Assert.Equal((exitCode, "", $"error: {error}\n"), await RunAsync("shards move 17 bb"));
    }

    [Fact]
    public async Task A_token_is_sent_as_it_is_in_the_option_or_file()
    {
        Api.On("GET /limits", context =>
        {
            context.Response.StatusCode = context.Request.Headers.Authorization == "Bearer s3cret" ? 200 : 401;
            context.Response.ContentType = "application/json";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, """{"asked":"a","items":[],"missing":[],"code":401,"reason":"Unauthorized","message":"no such token"}""");
        });
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "s3cret\n");
            Assert.Equal(0, (await RunAsync("limits --token s3cret")).ExitCode);
            Assert.Equal(0, (await RunAsync($"limits --token-file {file}")).ExitCode);
            Assert.Equal(0, (await RunAsync($"--secret-file {file} limits")).ExitCode);
            foreach (var wrong in new[] { "", "--token other" })
            {
                Assert.Equal(
                    (3, "", $"error: {Api.Url} does not know who asks (no such token); give --token-file with a ServiceAccount's token, or --secret-file with the operator's secret\n"),
                    await RunAsync($"limits {wrong}"));
            }

            await File.WriteAllTextAsync(file, "a b\n");
            Assert.Equal((2, "", "error: the token holds characters that no token has; is it the right file?\n"), await RunAsync($"limits --token-file {file}"));
            await File.WriteAllTextAsync(file, "\n");
            Assert.Equal((2, "", $"error: --token-file {file}: the file is empty\n"), await RunAsync($"limits --token-file {file}"));
        }
        finally
        {
            File.Delete(file);
        }

        var (exitCode, _, error) = await RunAsync($"limits --secret-file {file}");
        Assert.Equal(2, exitCode);
        Assert.StartsWith($"error: --secret-file {file}: it cannot be read: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_url_where_nothing_listens_is_told()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var url = $"127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}";
        var (exitCode, _, error) = await RunAsync(["shards", "--url", url]);
        Assert.Equal((1, $"error: nothing listens at http://{url}: is the operator running with --management-port? In a cluster, 'kubectl port-forward POD PORT' makes the way to it\n"), (exitCode, error));
    }

    [Theory]
    [InlineData("GET /shards", "<html>hello</html>", 200, "text/html")]
    [InlineData("GET /shards", "<html>not here</html>", 404, "text/html")]
    [InlineData("GET /shards", """{"kind":"Status","code":404,"status":"Failure"}""", 404, "application/json")]
    [InlineData("GET /shards", "[1]", 200, "application/json")]
    [InlineData("GET /shards", "{\"asked\":", 200, "application/json")]
    [InlineData("GET /shards", "{\"kind\":\"PodList\"}", 200, "application/json")]
    public async Task A_server_that_is_no_management_api_is_told(string request, string body, int status, string type)
    {
        Api.On(request, body, status, type);
        var (exitCode, _, error) = await RunAsync("shards");
        Assert.Equal((1, $"error: {Api.Url} is not a management API: it answers {status} {type}; the port is the operator's --management-port\n"), (exitCode, error));
    }

    [Fact]
    public async Task A_server_that_does_not_speak_http_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var answered = AnswerAsync(listener, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
        var (exitCode, _, error) = await RunAsync(["shards", "--url", url]);
        await answered;
        Assert.Equal((1, $"error: {url} does not speak HTTP: it is not a management API; the port is the operator's --management-port\n"), (exitCode, error));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_told()
    {
        Api.On("GET /shards", static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        var (exitCode, _, error) = await RunAsync("shards");
        Assert.Equal(1, exitCode);
        Assert.StartsWith($"error: the connection to {Api.Url} broke (", error, StringComparison.Ordinal);
        Assert.EndsWith("): the replica has ended or the way to it is gone; try again, or another replica's --url\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_url_it_says_what_one_is_like()
    {
        var (exitCode, _, error) = await RunAsync(["shards"]);
        Assert.Equal((2, "error: --url is missing: it is like http://127.0.0.1:8090, with the operator's --management-port; ACTORS_URL can hold it as well\n"), (exitCode, error));
    }

    private static async Task AnswerAsync(TcpListener listener, string text)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
    }
}
