using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Actors.Kubernetes.Tests;

/// <summary>The part of an API server that lists and watches one resource, with faults as a test orders them.</summary>
internal sealed class FakeApi
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, string> _objects = new(StringComparer.Ordinal);
    private readonly List<(long Version, string Line)> _log = [];
    private readonly Dictionary<string, (long Version, string[] Left)> _pages = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = 100;
    private long _forgotten;

    /// <summary>Takes a request instead of the server; false to let the server take it.</summary>
    public delegate Task<bool> Fault(HttpContext context);

    /// <summary>What goes wrong with the next lists, one after the other.</summary>
    public ConcurrentQueue<Fault> ListFaults { get; } = [];

    /// <summary>What goes wrong with the next watches.</summary>
    public ConcurrentQueue<Fault> WatchFaults { get; } = [];

    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Whether it knows what <c>sendInitialEvents</c> is; if not, it passes over it, as old servers do.</summary>
    public bool HasStreamingLists { get; set; } = true;

    public bool SendsEndOfInitialEvents { get; set; } = true;

    public bool HasFaultsLeft => !ListFaults.IsEmpty || !WatchFaults.IsEmpty;

    public int OpenWatches;

    public string[] Objects
    {
        get
        {
            lock (_gate) return [.. _objects.Values];
        }
    }

    public static string Json(string name, string uid, long version, string value) =>
        $$$"""{"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"{{{name}}}","namespace":"n","uid":"{{{uid}}}","resourceVersion":"{{{version}}}"},"spec":{"value":"{{{value}}}"}}""";

    public void Put(string name, string value)
    {
        lock (_gate)
        {
            _version++;
            var isNew = !_objects.TryGetValue(name, out var old);
            var uid = isNew ? $"uid-{name}-{_version}" : UidOf(old!);
            _objects[name] = Json(name, uid, _version, value);
            Log(isNew ? "ADDED" : "MODIFIED", _objects[name]);
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            if (!_objects.Remove(name, out var last)) return;
            _version++;
            Log("DELETED", Json(name, UidOf(last), _version, "last"));
        }
    }

    public void Bookmark()
    {
        lock (_gate)
        {
            _version++;
            Log("BOOKMARK", $$$"""{"apiVersion":"example.com/v1","kind":"Thing","metadata":{"resourceVersion":"{{{_version}}}"}}""");
        }
    }

    /// <summary>Forgets all that has happened: who asks for it is told that it is gone.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _forgotten = _version;
            _pages.Clear();
        }
    }

    public async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue(Uri.UnescapeDataString(context.Request.QueryString.Value ?? ""));
        var isWatch = context.Request.Query["watch"] == "true";
        if ((isWatch ? WatchFaults : ListFaults).TryDequeue(out var fault) && await fault(context)) return;
        if (isWatch) await WatchAsync(context);
        else await ListAsync(context);
    }

    public static Task FailAsync(HttpContext context, int code, string reason, string message = "said so")
    {
        context.Response.StatusCode = code;
        return context.Response.WriteAsync(Status(code, reason, message));
    }

    public static string Status(int code, string reason, string message = "said so") =>
        $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{message}}","reason":"{{reason}}","code":{{code}}}""";

    /// <summary>The lines of a watch from a version on.</summary>
    public List<string> LinesAfter(long version)
    {
        lock (_gate) return [.. _log.Where(one => one.Version > version).Select(one => one.Line)];
    }

    public async Task ListAsync(HttpContext context)
    {
        var body = TakeList(context.Request.Query["continue"].ToString(), context.Request.Query["limit"].ToString());
        await (body.Length == 0 ? FailAsync(context, 410, "Expired", "the continue token is too old") : context.Response.WriteAsync(body));
    }

    public async Task WatchAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var version = long.TryParse(query["resourceVersion"], CultureInfo.InvariantCulture, out var given) ? given : -1;
        var lines = new List<string>();
        lock (_gate)
        {
            if (version >= 0 && version < _forgotten) lines.Add($"{{\"type\":\"ERROR\",\"object\":{Status(410, "Expired", "too old resource version")}}}\n");
            else if (version < 0) version = Begin(lines, query["sendInitialEvents"] == "true" && HasStreamingLists);
        }

        Interlocked.Increment(ref OpenWatches);
        try
        {
            await WriteAsync(context, string.Concat(lines));
            if (lines is not [var only] || !only.Contains("ERROR", StringComparison.Ordinal)) await FollowAsync(context, version);
        }
        finally
        {
            Interlocked.Decrement(ref OpenWatches);
        }
    }

    public static async Task WriteAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync(text);
        await context.Response.Body.FlushAsync();
    }

    private async Task FollowAsync(HttpContext context, long version)
    {
        while (true)
        {
            Task changed;
            List<string> lines;
            lock (_gate)
            {
                lines = LinesAfter(version);
                version = _version;
                changed = _changed.Task;
            }

            if (lines.Count > 0) await WriteAsync(context, string.Concat(lines));
            await changed.WaitAsync(context.RequestAborted);
        }
    }

    private long Begin(List<string> lines, bool isStreamingList)
    {
        lines.AddRange(_objects.Values.Select(json => Line("ADDED", json)));
        if (isStreamingList && SendsEndOfInitialEvents)
            lines.Add(Line("BOOKMARK", $$$$"""{"kind":"Thing","apiVersion":"example.com/v1","metadata":{"resourceVersion":"{{{{_version}}}}","annotations":{"k8s.io/initial-events-end":"true"}}}"""));
        return _version;
    }

    private string TakeList(string token, string limit)
    {
        lock (_gate)
        {
            if (token.Length == 0) return ToList(_version, [.. _objects.Values], limit);
            return _pages.Remove(token, out var page) ? ToList(page.Version, page.Left, limit) : "";
        }
    }

    private string ToList(long version, string[] rest, string limit)
    {
        var size = limit.Length == 0 ? int.MaxValue : int.Parse(limit, CultureInfo.InvariantCulture);
        var token = "";
        if (rest.Length > size)
        {
            token = $"token-{version}-{rest.Length - size}";
            _pages[token] = (version, rest[size..]);
            rest = rest[..size];
        }

        return $$$"""{"apiVersion":"example.com/v1","kind":"ThingList","metadata":{"resourceVersion":"{{{version}}}","continue":"{{{token}}}"},"items":[{{{string.Join(',', rest)}}}]}""";
    }

    private void Log(string type, string json)
    {
        _log.Add((_version, Line(type, json)));
        var waiting = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult();
    }

    private static string Line(string type, string json) => $"{{\"type\":\"{type}\",\"object\":{json}}}\n";

    private static string UidOf(string json) => Actors.Objects.KubernetesObject.Parse(Encoding.UTF8.GetBytes(json)).Uid;
}
