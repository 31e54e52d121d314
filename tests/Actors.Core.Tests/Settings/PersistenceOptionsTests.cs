using static Actors.Settings.Tests.Reading;

namespace Actors.Settings.Tests;

public sealed class PersistenceOptionsTests
{
    [Fact]
    public void The_connection_string_is_shown_to_nobody()
    {
        const string Text = "akka.persistence { provider = postgresql, connection-string = \"Host=db;Password=hunter2\" }";
        var result = Read(Text);
        Assert.Empty(result.Errors);
        Assert.Equal("Host=db;Password=hunter2", result.Settings!.Persistence.ConnectionString);
        Assert.Equal("(set)", result.Known.Single(static one => one.Key == "akka.persistence.connection-string").Value);
        Assert.DoesNotContain("hunter2", string.Join('\n', result.Known) + result.Settings, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provider = postgresql", "needs either connection-string")]
    [InlineData("provider = postgresql, connection-string = a, connection-string-file = b", "needs either connection-string")]
    [InlineData("provider = mysql", "provider = mysql is not allowed; allowed: auto, off, sqlite or postgresql (default auto)")]
    [InlineData("batch-size = 0", "is out of range; allowed: 1 to 10000 (default 5000)")]
    [InlineData("batch-interval = 1us", "is out of range; allowed: 10ms to 1m (default 500ms)")]
    [InlineData("operation-timeout = 6m", "is out of range; allowed: 100ms to 5m (default 5s)")]
    public void What_is_wrong_is_said(string text, string problem) =>
        Assert.Contains(problem, Assert.Single(Errors($"akka.persistence {{ {text} }}")), StringComparison.Ordinal);
}
