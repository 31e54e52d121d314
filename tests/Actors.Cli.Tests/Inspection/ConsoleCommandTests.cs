using System.Text.Json;

namespace Actors.Cli.Tests.Inspection;

public sealed class ConsoleCommandTests : ConsoleTestBase
{
    public static TheoryData<string, string, string> Answers => new()
    {
        { "cluster show", "GET /cluster?scope=fleet", "a_3f9c01ab42 Active coordinator,ingest 128 2 0 1 8s 7 (given up to 6) 1 1.0.0" },
        { "cluster show", "GET /cluster?scope=fleet", "Shards: 256, 0 without an owner, 1 moving" },
        { "cluster leave b", "POST /cluster/leave?replica=b", "b_77aa01ab42 leaves" },
        { "shards", "GET /shards?scope=fleet", "0-1 2 22 a_3f9c01ab42 - -" },
        { "shards", "GET /shards?scope=fleet", "2 1 1 a_3f9c01ab42 b_77aa01ab42 7" },
        { "shards", "GET /shards?scope=fleet", "3 1 0 nobody - -" },
        { "shards --each", "GET /shards?scope=fleet", "1 1 12 a_3f9c01ab42 - -" },
        { "shards --replica b", "GET /shards?replica=b", "3 1 0 nobody - -" },
        { "shards --scope replica", "GET /shards?scope=replica", "3 1 0 nobody - -" },
        { "shards move 17 b", "POST /shards/17/move?to=b", "shard 17 moves to b_77aa01ab42" },
        { "ingest", "GET /ingest?scope=fleet", "a_3f9c01ab42 databases.example.com apiserver yes Watch 1,234 5678 400ms database (Primary) -" },
        { "actors hierarchy", "GET /actors/hierarchy?path=/&limit=500", "/region/17 Running 2 13 ShardActor" },
        { "actors hierarchy /region --replica b --limit 1", "GET /actors/hierarchy?path=/region&limit=1&replica=b", "/region Running 0 128 RegionActor" },
        { "actors list", "GET /actors?sort=name&limit=500&scope=fleet", "default orders Database Backoff 30m 6 20m 20ms 3 (2 done) a_3f9c01ab42 InvalidOperationException: no such volume" },
        { "actors list -n default", "GET /actors?namespace=default&sort=name&limit=500&scope=fleet", "NAMESPACE NAME KIND STATE FOR ATTEMPTS NEXT TOOK GENERATION REPLICA PROBLEM" },
        {
            "actors list --state backoff,failed --kind db --older 5m --sort ATTEMPTS --name or -l app=web --limit 7",
            "GET /actors?kind=databases.example.com&state=backoff,failed&name=or&olderThan=5m&selector=app=web&sort=attempts&limit=7&scope=fleet",
            "default orders Database Backoff 30m 6 20m 20ms 3 (2 done) a_3f9c01ab42 InvalidOperationException: no such volume"
        },
        { "actors show default/orders", "GET /actors/databases.example.com/default/orders?scope=fleet", "State: Backoff for 30m" },
        { "actors show orders", "GET /actors/databases.example.com/default/orders?scope=fleet", "Last outcome: Failed, began 30m ago, took 20ms" },
        { "actors show default/orders -n default", "GET /actors/databases.example.com/default/orders?scope=fleet", "Failed 6 now 3 2 - 17 B 7 not yet" },
        { "actors show orders -n default", "GET /actors/databases.example.com/default/orders?scope=fleet", "Next due: in 20m" },
        { "actors show database default/orders", "GET /actors/databases.example.com/default/orders?scope=fleet", "at Databases.Reconcile()" },
        { "actors show db/default/orders", "GET /actors/databases.example.com/default/orders?scope=fleet", "StatefulSet default orders 123" },
        { "actors show default/orders --kind Databases", "GET /actors/databases.example.com/default/orders?scope=fleet", "Actor: /region/17/3f2c, 3 in its mailbox" },
        { "actors show default/orders --replica a", "GET /actors/databases.example.com/default/orders?replica=a", "Hangs: its reconcile goes on though its time is over" },
        { "actors reconcile default/orders", "POST /actors/databases.example.com/default/orders/reconcile?scope=fleet", "Database default/orders is reconciled" },
        { "actors pause default/orders", "POST /actors/databases.example.com/default/orders/pause?scope=fleet", "Database default/orders is paused" },
        { "actors resume default/orders", "POST /actors/databases.example.com/default/orders/resume?scope=fleet", "Database default/orders goes on" },
        {
            "actors pause --kind db --selector app=web,tier!=db -n default --state Backoff",
            "POST /actors/pause?kind=databases.example.com&namespace=default&selector=app=web,tier!=db&state=Backoff&scope=fleet", "12 Databases are paused"
        },
        { "actors pause --selector *", "POST /actors/pause?kind=databases.example.com&selector=*&scope=fleet", "12 Databases are paused" },
        { "limits", "GET /limits?scope=fleet", "a_3f9c01ab42 controller database 12 12 30" },
        { "top", "GET /top?scope=fleet", "3 replicas 3,000 objects 36 running 90 waiting 1,232 reconciles/s 1.5 errors/s" },
        { "top", "GET /top?scope=fleet", "Database default/db-0003 9 5m32s 90s InvalidOperationException: no such volume" },
        { "log level", "GET /log/level?scope=fleet", "nothing was set: the levels are those of the operator's settings" },
        { "log level Actors.Operators debug", "PUT /log/level?category=Actors.Operators&level=Debug&scope=fleet", "Actors.Operators Debug" },
        { "log level all Warning", "PUT /log/level?level=Warning&scope=fleet", "all Warning" },
        { "config", "GET /config", "Database example.com/v1 databases database yes StatefulSet, Service" },
        { "config --replica b", "GET /config?replica=b", "akka.cluster.lease-duration setting 15s" },
        { "config managementport", "GET /config", "ManagementPort option 8090" },
        { "drain --replica b", "POST /drain?replica=b", "a_3f9c01ab42 gives its shards away" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_command_asks_and_prints_the_answer(string line, string request, string row)
    {
        var (exitCode, output, error) = await RunAsync(line);
        Assert.True(exitCode == 0, error);
        Assert.Equal(request, Api.Requests[^1]);
        Assert.Contains(Rows(output), one => one.StartsWith(row, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cluster show", "operator")]
    [InlineData("shards", "epoch")]
    [InlineData("ingest", "items")]
    [InlineData("actors list", "total")]
    [InlineData("actors show orders", "transitions")]
    [InlineData("actors hierarchy", "childCount")]
    [InlineData("actors pause orders", "message")]
    [InlineData("limits", "items")]
    [InlineData("top", "slowest")]
    [InlineData("log level", "levels")]
    [InlineData("config", "kinds")]
    [InlineData("drain", "action")]
    public async Task Scripts_get_the_answer_as_it_is(string line, string property)
    {
        var (exitCode, output, _) = await RunAsync($"{line} -o json");
        Assert.Equal(0, exitCode);
        Assert.True(JsonDocument.Parse(output).RootElement.TryGetProperty(property, out _), output);

        (exitCode, output, _) = await RunAsync($"{line} -o yaml");
        Assert.Equal(0, exitCode);
        Assert.Contains(output.Split('\n'), one => one.StartsWith($"{property}:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_api_says_beyond_what_is_known_is_printed_as_well()
    {
        Api.On("GET /cluster", """{"asked":"x","isNew":true,"note":"ä → \"b\"","text":"true","members":[{"name":"a"}],"ratio":0.25}""");
        var (_, output, _) = await RunAsync("cluster show -o json");
        Assert.Equal("{\n  \"asked\": \"x\",\n  \"isNew\": true,\n  \"note\": \"ä → \\\"b\\\"\",\n  \"text\": \"true\",\n  \"members\": [\n    {\n      \"name\": \"a\"\n    }\n  ],\n  \"ratio\": 0.25\n}\n", output);
        (_, output, _) = await RunAsync("cluster show -o yaml");
        Assert.Equal("asked: x\nisNew: true\nnote: ä → \"b\"\ntext: \"true\"\nmembers:\n- name: a\nratio: 0.25\n", output);
    }

    [Fact]
    public async Task Who_has_not_answered_is_told_beside_the_answer()
    {
        var (exitCode, output, error) = await RunAsync("cluster show -o json");
        Assert.Equal(0, exitCode);
        Assert.Equal("warning: b_77aa01ab42 is missing here: it has not answered within 5 s\n", error);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(output).RootElement.ValueKind);
    }

    [Fact]
    public async Task Pages_are_read_until_there_are_enough()
    {
        var note = new string('x', 3000);
        Api.On("GET /actors", context =>
        {
            var token = context.Request.Query["continue"].ToString();
            var page = token.Length == 0 ? 0 : int.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
            var count = int.Parse(context.Request.Query["limit"].ToString(), System.Globalization.CultureInfo.InvariantCulture);
            var items = string.Join(',', Enumerable.Range(page, Math.Min(count, 1200 - page)).Select(i => Samples.Orders().Replace("orders", $"o-{i}", StringComparison.Ordinal).Replace("no such volume", note, StringComparison.Ordinal)));
            var rest = page + count < 1200 ? $",\"continue\":\"{page + count}\"" : "";
            context.Response.ContentType = "application/json";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, $$"""{"asked":"a","total":1200,"items":[{{items}}]{{rest}},"missing":[]}""");
        });

        // Everything, and nothing of it cut.
        var (_, output, error) = await RunAsync("actors list");
        Assert.Equal((1201, ""), (Rows(output).Count, error));
        Assert.All(Rows(output).Skip(1), row => Assert.EndsWith($"InvalidOperationException: {note}", row, StringComparison.Ordinal));
        Assert.Equal(["limit=500", "limit=500&continue=500", "limit=500&continue=1000"], Api.Requests.Select(static one => one[one.IndexOf("limit", StringComparison.Ordinal)..].Replace("&scope=fleet", "", StringComparison.Ordinal)));

        (_, output, error) = await RunAsync("actors list --limit 700");
        Assert.Equal((701, "700 of 1,200; --limit 0 lists all\n"), (Rows(output).Count, error));
        (_, output, _) = await RunAsync("actors list --limit 700 -o json");
        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal((700, "700", "o-699"), (json.GetProperty("items").GetArrayLength(), json.GetProperty("continue").GetString(), json.GetProperty("items")[699].GetProperty("name").GetString()));
        (_, output, _) = await RunAsync("actors list -o json");
        json = JsonDocument.Parse(output).RootElement;
        Assert.Equal((1200, false), (json.GetProperty("items").GetArrayLength(), json.TryGetProperty("continue", out _)));
    }

    [Fact]
    public async Task A_part_of_the_settings_is_that_part_in_any_form()
    {
        var (_, json, _) = await RunAsync("config managementport -o json");
        var answer = JsonDocument.Parse(json).RootElement;
        Assert.Equal(("ManagementPort", 0), (Assert.Single(answer.GetProperty("settings").EnumerateArray()).GetProperty("key").GetString(), answer.GetProperty("kinds").GetArrayLength()));
        var (_, yaml, _) = await RunAsync("config managementport -o yaml");
        Assert.Contains("key: ManagementPort", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("lease-duration", yaml, StringComparison.Ordinal);
        var (exitCode, _, error) = await RunAsync("config moon -o json");
        Assert.Equal((4, "error: no key holds 'moon'\n"), (exitCode, error));
    }

    [Fact]
    public async Task An_object_of_several_kinds_has_to_be_named_with_its_kind()
    {
        Api.On("GET /config", """
            {"asked":"a","settings":[],"kinds":[{"kind":"Database","group":"example.com","version":"v1","plural":"databases","controller":"database","owned":[],"isNamespaced":true},
            {"kind":"Zone","group":"example.com","version":"v1","plural":"zones","controller":"zone","owned":[],"isNamespaced":false}]}
            """);
        Api.On("GET /actors/zones.example.com/-/eu", """{"asked":"a"}""");
        await RunAsync("actors show zone eu -o json");
        Assert.Equal("GET /actors/zones.example.com/-/eu?scope=fleet", Api.Requests[^1]);

        var (exitCode, output, error) = await RunAsync("actors show default/orders");
        Assert.True(exitCode == 0, error);
        Assert.Contains("Name:             orders", output, StringComparison.Ordinal);

        Api.On("GET /actors", $$"""{"asked":"a","total":2,"items":[{{Samples.Orders()}},{{Samples.Orders().Replace("Database", "Zone", StringComparison.Ordinal)}}],"missing":[]}""");
        (exitCode, _, error) = await RunAsync("actors show orders");
        Assert.Equal((2, "error: default/orders can be Database or Zone: say which with --kind\n"), (exitCode, error));
        (exitCode, _, error) = await RunAsync("actors pause --selector *");
        Assert.Equal((2, "error: --selector needs --kind, one of databases, zones\n"), (exitCode, error));
    }

    [Fact]
    public async Task Nothing_that_comes_from_a_cluster_commands_the_terminal()
    {
        Api.On("GET /actors", $$"""{"asked":"a","total":1,"items":[{{Samples.Orders().Replace("no such volume", "\\u001b]0;owned\\u0007\\nnext", StringComparison.Ordinal)}}],"missing":[]}""");
        var (_, output, _) = await RunAsync("actors list");
        Assert.EndsWith("InvalidOperationException: ·]0;owned· next\n", output, StringComparison.Ordinal);
    }
}
