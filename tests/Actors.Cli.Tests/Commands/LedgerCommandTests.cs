using System.Text.Json.Nodes;
using Actors.Ledger;
using Actors.Operators.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Cli.Tests;

public sealed class LedgerCommandTests : CliTestBase
{
    private string Db => Path.Combine(Folder, "ledger.db");

    private string[] Where => ["-D", "akka.persistence.provider=sqlite", "-D", $"akka.persistence.file={Db}"];

    [Fact]
    public async Task What_operators_remember_is_shown()
    {
        await FillAsync();
        var (exitCode, output, error) = Run(["ledger", "show", .. Where]);
        Assert.Equal((0, ""), (exitCode, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["OPERATOR", "CONTROLLER", "NAMESPACE", "NAME", "LAST", "FAILURES", "DUE", "GENERATION", "WRITTEN", "ERROR"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["one", "databases", "ns", "a", "Failed", "3", "in", "2d", "2"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..9]);
        Assert.Contains("Timeout: no answer at all", lines[1], StringComparison.Ordinal);
        Assert.Equal("3 objects", lines[^1]);
        Assert.EndsWith("1 object\n", Run(["ledger", "show", "--operator", "two", .. Where]).Output, StringComparison.Ordinal);
        Assert.EndsWith("1 object\n", Run(["ledger", "show", "--failed", .. Where]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_exported_as_lines_of_JSON()
    {
        await FillAsync();
        var (exitCode, output, error) = Run(["ledger", "export", "--operator", "one", .. Where]);
        Assert.Equal((0, ""), (exitCode, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        var first = JsonNode.Parse(lines[0])!;
        Assert.Equal(("a", "Failed", 3), ((string?)first["name"], (string?)first["outcome"], (int)first["failures"]!));
        Assert.Equal(5, (int)first["state"]!["step"]!);
    }

    [Fact]
    public async Task What_is_old_is_pruned()
    {
        await FillAsync();
        Assert.Equal((0, "0 removed\n", ""), Run(["ledger", "prune", "--older-than", "1h", .. Where]));
        Assert.Equal((0, "1 removed\n", ""), Run(["ledger", "prune", "--older-than", "0s", "--operator", "two", .. Where]));
        Assert.Equal((1, "", "--older-than soon is not a number and a unit: us, ms, s, m, h or d\n"), Run(["ledger", "prune", "--older-than", "soon", .. Where]));
        Assert.EndsWith("2 objects\n", Run(["ledger", "show", .. Where]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        Assert.Contains("akka.persistence.provider = off", Run(["ledger", "show", "-D", "akka.persistence.provider=off"]).Error, StringComparison.Ordinal);
        Assert.Contains("--operator NAME, or -D akka.persistence.file=FILE", Run(["ledger", "show", "-D", "akka.persistence.provider=auto"]).Error, StringComparison.Ordinal);
        var (exitCode, _, error) = Run(["ledger", "show", .. Where]);
        Assert.Equal(1, exitCode);
        Assert.Equal($"The ledger in {Db} cannot be used: there is no such file; an operator that keeps its ledger there makes it\n", error);
        Assert.False(File.Exists(Db));
    }

    private async Task FillAsync()
    {
        var wall = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var failed = new LedgerRow
        {
            Key = new LedgerKey("databases", "u1"), Namespace = "ns", Name = "a", Outcome = LedgerOutcome.Failed, Failures = 3, Generation = 2, Reason = "Timeout",
            Message = "no answer\nat all", State = """{"step":5}"""u8.ToArray(),
        };
        var done = new LedgerRow { Key = new LedgerKey("databases", "u2"), Namespace = "ns", Name = "b", Outcome = LedgerOutcome.Done };
        await FillAsync("one", new StoredRow("", failed, wall + (long)TimeSpan.FromHours(59.9).TotalMilliseconds, wall), new StoredRow("", done, null, wall));
        await FillAsync("two", new StoredRow("", done, null, wall - 1000));
    }

    private async Task FillAsync(string owner, params StoredRow[] rows)
    {
        await using var store = new SqliteLedger(owner, Db, isOwned: true, NullLogger.Instance);
        await store.OpenAsync(CancellationToken.None);
        await store.WriteAsync(rows, CancellationToken.None);
    }
}
