namespace Actors.Cli.Tests.Inspection;

/// <summary>Answers as the management API gives them. Times are long ago or a while ago, so that what is printed of them does not depend on the moment.</summary>
internal static class Samples
{
    public const string Long = "2020-01-01T00:00:00Z";

    public static string Orders(string state = "Backoff") =>
        $$"""
        {"kind":"Database","namespace":"default","name":"orders","uid":"3f2c","replica":"a_3f9c01ab42","shard":17,"state":"{{state}}","since":"{{Ago(TimeSpan.FromMinutes(30.5))}}","attempts":6,
        "dueAt":"{{Ago(TimeSpan.FromMinutes(-20.5))}}","generation":3,"doneGeneration":2,"lastSeconds":0.02,"isPaused":false,"reason":"InvalidOperationException","message":"no such volume"}
        """;

    public static string Billing =>
        $$"""
        {"kind":"Database","namespace":"other","name":"billing","uid":"9ab1","replica":"b_77aa01ab42","shard":200,"state":"Idle","since":"{{Long}}","attempts":0,"generation":1,"doneGeneration":1,
        "lastSeconds":95.5,"isPaused":false}
        """;

    public static IReadOnlyDictionary<string, string> All => new Dictionary<string, string>
    {
        ["GET /cluster"] =
            """
            {"operator":"database-operator","asked":"a_3f9c01ab42","version":"1.0.0","isFleet":true,"coordinator":"a_3f9c01ab42","epoch":7,"shards":256,"unowned":0,"moving":1,"members":[
            {"name":"a_3f9c01ab42","address":"127.0.0.1:40001","state":"Active","roles":["coordinator","ingest"],"shards":128,"weight":2,"gaining":0,"losing":1,"ingests":["databases.example.com"],
            "seen":7,"acknowledged":6,"leaseRemainingSeconds":8.31,"version":"1.0.0","startedAt":"2020-01-01T00:00:00Z"},
            {"name":"b_77aa01ab42","address":"127.0.0.1:40002","state":"Fenced","roles":[],"shards":128,"gaining":1,"losing":0,"ingests":[],"seen":7,"acknowledged":7}],
            "missing":[{"replica":"b_77aa01ab42","problem":"it has not answered within 5 s"}]}
            """,
        ["GET /shards"] =
            """
            {"asked":"a_3f9c01ab42","epoch":7,"items":[{"shard":0,"owner":"a_3f9c01ab42","objects":10},{"shard":1,"owner":"a_3f9c01ab42","objects":12},
            {"shard":2,"owner":"a_3f9c01ab42","next":"b_77aa01ab42","orderedAt":7,"objects":1},{"shard":3,"objects":0}],"missing":[]}
            """,
        ["GET /ingest"] =
            """
            {"asked":"a_3f9c01ab42","items":[{"replica":"a_3f9c01ab42","kind":"databases.example.com","id":"databases","readAt":"apiserver","isSynced":true,"activity":"Watch","objects":1234,
            "resourceVersion":"5678","lagSeconds":0.4,"lastEventAt":"2020-01-01T00:00:00Z","uses":["database (Primary)"]}],"missing":[]}
            """,
        ["GET /actors"] = $$"""{"asked":"a_3f9c01ab42","total":2,"items":[{{Orders()}},{{Billing}}],"missing":[]}""",
        ["GET /actors/databases.example.com/default/orders"] =
            $$"""
            {"asked":"a_3f9c01ab42","object":{{Orders()}},"controller":"database","path":"/region/17/3f2c",
            "lastError":{"reason":"InvalidOperationException","message":"no such volume","details":"   at Volumes.Find()\n   at Databases.Reconcile()"},
            "lastOutcome":{"result":"Failed","startedAt":"{{Ago(TimeSpan.FromMinutes(30.5))}}","seconds":0.02},"waitingFor":"controller database","isHanging":true,"mailboxDepth":3,
            "children":[{"kind":"StatefulSet","namespace":"default","name":"orders","uid":"77","resourceVersion":"123"}],
            "transitions":[{"time":"2026-11-21T21:00:00Z","state":"Running","attempts":5},{"time":"2026-11-21T21:00:00.02Z","state":"Backoff","attempts":6}],"isWhole":false,
            "ledger":{"outcome":"Failed","attempts":6,"dueAt":"2020-01-01T00:00:00Z","generation":3,"doneGeneration":2,"stateBytes":17,"epoch":7,"isWritten":false} }
            """,
        ["GET /actors/hierarchy"] =
            """
            {"asked":"a_3f9c01ab42","path":"/region","type":"RegionActor","state":"Running","mailboxDepth":0,"childCount":128,
            "children":[{"name":"17","path":"/region/17","type":"ShardActor","state":"Running","mailboxDepth":2,"childCount":13}],"continue":"99"}
            """,
        ["GET /limits"] =
            """
            {"asked":"a_3f9c01ab42","items":[{"replica":"a_3f9c01ab42","max":64,"running":12,"waiting":30,"controllers":[{"name":"database","max":12,"running":12,"waiting":30}],
            "keys":[{"name":"zone-1","max":2,"running":0,"waiting":0}]}],"missing":[]}
            """,
        ["GET /top"] = Top(40),
        ["GET /log/level"] = """{"asked":"a_3f9c01ab42","levels":{},"missing":[]}""",
        ["PUT /log/level"] = """{"asked":"a_3f9c01ab42","levels":{"":"Warning","Actors.Operators":"Debug"},"missing":[]}""",
        ["GET /config"] =
            """
            {"asked":"a_3f9c01ab42","settings":[{"key":"akka.cluster.lease-duration","value":"15s","source":"setting"},{"key":"ManagementPort","value":"8090","source":"option"}],
            "kinds":[{"kind":"Database","group":"example.com","version":"v1","plural":"databases","controller":"database","owned":["StatefulSet","Service"],"isNamespaced":true}]}
            """,
        ["POST /shards/17/move"] = Action("move", "shard 17 moves to b_77aa01ab42"),
        ["POST /cluster/leave"] = Action("leave", "b_77aa01ab42 leaves"),
        ["POST /drain"] = Action("drain", "a_3f9c01ab42 gives its shards away"),
        ["POST /actors/databases.example.com/default/orders/pause"] = Action("pause", "Database default/orders is paused"),
        ["POST /actors/databases.example.com/default/orders/resume"] = Action("resume", "Database default/orders goes on"),
        ["POST /actors/databases.example.com/default/orders/reconcile"] = Action("reconcile", "Database default/orders is reconciled"),
        ["POST /actors/pause"] = Action("pause", "12 Databases are paused"),
    };

    public static string Action(string action, string message) => $$"""{"action":"{{action}}","replica":"a_3f9c01ab42","count":1,"message":"{{message}}","missing":[]}""";

    /// <summary>Figures of three replicas and as many failing and slow objects as are told.</summary>
    public static string Top(int objects, string note = "no such volume") =>
        $$"""
        {"asked":"a_3f9c01ab42","time":"2026-11-21T21:00:00Z","replicas":[{{string.Join(',', new[] { "a", "b", "c" }.Select(static one =>
            $$"""
            {"replica":"{{one}}_3f9c01ab42","shards":85,"objects":1000,"running":12,"waiting":30,"states":{"Idle":900,"Backoff":58,"Running":12,"Queued":30},"reconciles":123456,"errors":17,
            "reconcilesPerSecond":410.5,"errorsPerSecond":0.5,"ingestLagSeconds":0.2,"leaseRemainingSeconds":8.1,"cpuSeconds":12.5,"cpuUsage":0.85,"memoryBytes":104857600,"gcPauseSeconds":0.1,
            "uptimeSeconds":3600}
            """))}}],"slowest":[{{Items(objects, 0, note)}}],"failing":[{{Items(objects, 9, note)}}],"missing":[]}
        """;

    private static string Items(int count, int attempts, string note) => string.Join(',', Enumerable.Range(0, Math.Min(10, count)).Select(i =>
        $$"""
        {"kind":"Database","namespace":"default","name":"db-{{i:0000}}","uid":"{{i}}","replica":"a_3f9c01ab42","shard":1,"state":"{{(attempts > 0 ? "Backoff" : "Idle")}}",
        "since":"2026-11-21T20:54:28Z","attempts":{{attempts}},"dueAt":"2026-11-21T21:01:30Z","generation":1,"lastSeconds":12.5,"isPaused":false,"reason":"InvalidOperationException",
        "message":"{{note}}"}
        """));

    private static string Ago(TimeSpan time) => (TimeProvider.System.GetUtcNow() - time).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
}
