using System.Text;
using Actors.Operators.Hosting;
using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Management;

/// <summary>
/// /livez, /readyz and /startupz, as kube-apiserver has them: each a set of named checks, one alone below its path, some left out with <c>?exclude=</c>, all shown with <c>?verbose</c>. Why a check fails
/// is said, as there is nothing in it that somebody who may ask must not know. One that does not keep the operator from working cannot fail: what is wrong is a note behind its name.
/// </summary>
internal sealed class HealthChecks
{
    private static readonly HealthCheck Ping = new("ping", static () => null);

    private readonly Dictionary<string, IReadOnlyList<HealthCheck>> _sets;
    private bool _hasStarted;

    public HealthChecks(OperatorService shown)
    {
        var engine = new HealthCheck("engine", () => shown.IsAlive ? null : "the actors do not run");
        HealthCheck[] ready = [Ping, engine, new("ingest", () => shown.IngestProblem), new("lease", () => shown.LeaseProblem), new("ledger", static () => null, () => shown.LedgerNote), new("shutdown", () => shown.StopProblem)];
        _sets = new Dictionary<string, IReadOnlyList<HealthCheck>>(StringComparer.Ordinal)
        {
            // Whoever has lost its Lease or its API server is not helped by being killed.
            ["livez"] = [Ping, engine],
            ["healthz"] = [Ping, engine],
            ["readyz"] = ready,
            ["startupz"] = [Ping, new("started", () => HasStarted(ready))],
        };
    }

    /// <summary>Answers, if the path is one of these.</summary>
    public bool TryAnswer(HttpContext http, out Task answer)
    {
        answer = Task.CompletedTask;
        var parts = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 2 || !_sets.TryGetValue(parts[0], out var all)) return false;
        var checks = all;
        if (parts.Length == 2)
        {
            checks = [.. all.Where(one => one.Name == parts[1])];
            if (checks.Count == 0) return false;
        }

        answer = AnswerAsync(http, parts[0], checks);
        return true;
    }

    private static Task AnswerAsync(HttpContext http, string set, IReadOnlyList<HealthCheck> checks)
    {
        var excluded = http.Request.Query["exclude"];
        var text = new StringBuilder();
        var hasFailed = false;
        foreach (var check in checks)
        {
            if (excluded.Contains(check.Name))
            {
                text.Append("[+]").Append(check.Name).Append(" excluded: ok\n");
                continue;
            }

            var problem = check.Problem();
            hasFailed |= problem is not null;
            text.Append(problem is null ? "[+]" : "[-]").Append(check.Name).Append(problem is null ? " ok" : $" failed: {problem}");
            text.Append(check.Note?.Invoke() is { } note ? $" ({note})\n" : "\n");
        }

        foreach (var unknown in excluded.Where(name => checks.All(one => one.Name != name))) text.Append("warn: some health checks cannot be excluded: no matches for \"").Append(unknown).Append("\"\n");
        text.Append(set).Append(hasFailed ? " check failed\n" : " check passed\n");
        http.Response.StatusCode = hasFailed ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache, private";
        return http.Response.WriteAsync(hasFailed || http.Request.Query.ContainsKey("verbose") ? text.ToString() : "ok\n", http.RequestAborted);
    }

    /// <summary>What was ready once has started, whatever comes then.</summary>
    private string? HasStarted(IReadOnlyList<HealthCheck> ready)
    {
        if (_hasStarted) return null;
        var problem = ready.Select(static one => one.Problem()).FirstOrDefault(static one => one is not null);
        _hasStarted = problem is null;
        return problem;
    }

    /// <param name="Name">Its name, as in the path.</param>
    /// <param name="Problem">Why it fails; null if it does not.</param>
    /// <param name="Note">What is to be known though it does not fail.</param>
    private sealed record HealthCheck(string Name, Func<string?> Problem, Func<string?>? Note = null);
}
