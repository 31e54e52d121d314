using static Actors.Settings.Tests.Reading;

namespace Actors.Settings.Tests;

public sealed class SettingErrorTests
{
    private const string Units = "a number and a unit: us, ms, s, m, h or d";

    [Theory]
    [InlineData("akka.log-dead-letters", "-1", "is not allowed", "on, off or 0 to 1000000", "10")]
    [InlineData("akka.log-dead-letters", "1000001", "is out of range", "on, off or 0 to 1000000", "10")]
    [InlineData("akka.log-dead-letters", "2147483647", "is not allowed", "on, off or 0 to 1000000", "10")]
    [InlineData("akka.log-dead-letters", "2147483648", "is not allowed", "on, off or 0 to 1000000", "10")]
    [InlineData("akka.log-dead-letters", "On", "is not allowed", "on, off or 0 to 1000000", "10")]
    [InlineData("akka.log-dead-letters-suspend-duration", "999ms", "is out of range", "1s to 1d, or infinite", "5m")]
    [InlineData("akka.log-dead-letters-suspend-duration", "86401s", "is out of range", "1s to 1d, or infinite", "5m")]
    [InlineData("akka.log-dead-letters-suspend-duration", "922337203685477580.7us", $"is not {Units}", "1s to 1d, or infinite", "5m")]
    [InlineData("akka.log-dead-letters-suspend-duration", "5", $"is not {Units}", "1s to 1d, or infinite", "5m")]
    [InlineData("akka.log-dead-letters-suspend-duration", "never", $"is not {Units}", "1s to 1d, or infinite", "5m")]
    [InlineData("akka.actor.default-dispatcher.throughput", "0", "is out of range", "1 to 100000", "100")]
    [InlineData("akka.actor.default-dispatcher.throughput", "100001", "is out of range", "1 to 100000", "100")]
    [InlineData("akka.actor.default-dispatcher.throughput", "1.5", "is not allowed", "1 to 100000", "100")]
    [InlineData("akka.actor.default-dispatcher.throughput", "many", "is not allowed", "1 to 100000", "100")]
    [InlineData("akka.actor.default-dispatcher.parallelism", "-1", "is out of range", "0 to 1024", "0")]
    [InlineData("akka.actor.default-dispatcher.parallelism", "1025", "is out of range", "0 to 1024", "0")]
    [InlineData("akka.actor.default-dispatcher.slow-behaviour-threshold", "9999us", "is out of range", "10ms to 1h", "500ms")]
    [InlineData("akka.actor.default-dispatcher.slow-behaviour-threshold", "61m", "is out of range", "10ms to 1h", "500ms")]
    [InlineData("akka.actor.default-dispatcher.slow-behaviour-threshold", "infinite", $"is not {Units}", "10ms to 1h", "500ms")]
    [InlineData("akka.actor.default-mailbox.stash-capacity", "0", "is out of range", "1 to 1000000", "1000")]
    [InlineData("akka.cluster.ingest", "both", "is not allowed", "auto, ingest or direct", "auto")]
    [InlineData("akka.actor.default-mailbox.stash-capacity", "1000001", "is out of range", "1 to 1000000", "1000")]
    [InlineData("akka.scheduler.tick-duration", "0.9ms", "is out of range", "1ms to 1s", "1ms")]
    [InlineData("akka.scheduler.tick-duration", "1001ms", "is out of range", "1ms to 1s", "1ms")]
    [InlineData("akka.scheduler.tick-duration", "-1ms", $"is not {Units}", "1ms to 1s", "1ms")]
    [InlineData("akka.coordinated-shutdown.default-phase-timeout", "99ms", "is out of range", "100ms to 10m", "5s")]
    [InlineData("akka.coordinated-shutdown.default-phase-timeout", "601s", "is out of range", "100ms to 10m", "5s")]
    public void A_value_that_is_not_allowed_is_reported_with_file_line_and_what_is(string key, string value, string wrong, string allowed, string @default) =>
        Assert.Equal([$"test.hocon:3: {key} = {value} {wrong}; allowed: {allowed} (default {@default})"], Errors($"# one\n\n{key} = {value}\n"));

    [Theory]
    [InlineData("[1]", "a list")]
    [InlineData("{ a = 1 }", "an object")]
    [InlineData("{}", "an object")]
    public void A_setting_is_one_value(string value, string kind) => Assert.Equal(
        [$"test.hocon:2: akka.scheduler.tick-duration must be one value, not {kind}"], Errors($"\nakka.scheduler.tick-duration = {value}"));

    [Fact]
    public void The_ends_of_a_range_are_in_it()
    {
        Assert.Equal(1, Options("akka.actor.default-dispatcher.throughput = 1").Dispatcher.Throughput);
        Assert.Equal(100_000, Options("akka.actor.default-dispatcher.throughput = 100000").Dispatcher.Throughput);
        Assert.Equal(1_000_000, Options("akka.log-dead-letters = 1000000").DeadLetters.Logged);
        Assert.Equal(TimeSpan.FromDays(1), Options("akka.log-dead-letters-suspend-duration = 1d").DeadLetters.SuspendDuration);
        Assert.Equal(TimeSpan.FromMilliseconds(1), Options("akka.scheduler.tick-duration = 1000us").Scheduler.TickDuration);
    }

    [Theory]
    [InlineData("on", int.MaxValue, "on")]
    [InlineData("true", int.MaxValue, "on")]
    [InlineData("off", 0, "off")]
    [InlineData("no", 0, "off")]
    [InlineData("0", 0, "off")]
    [InlineData("7", 7, "7")]
    public void A_count_can_be_switched(string value, int read, string shown)
    {
        var text = $"akka.log-dead-letters = {value}";
        Assert.Equal(read, Options(text).DeadLetters.Logged);
        Assert.Equal(shown, Read(text).Known.Single(one => one.Key == "akka.log-dead-letters").Value);
    }

    [Fact]
    public void A_duration_can_be_infinite_where_that_is_said()
    {
        const string Text = "akka.log-dead-letters-suspend-duration = infinite";
        Assert.Equal(TimeSpan.MaxValue, Options(Text).DeadLetters.SuspendDuration);
        Assert.Contains(Read(Text).Known, one => one is { Key: "akka.log-dead-letters-suspend-duration", Value: "infinite" });
    }

    [Fact]
    public void All_that_is_wrong_is_reported_at_once_in_the_order_of_lines() => Assert.Equal(
        [
            "command line: akka.log-dead-letters = many is not allowed; allowed: on, off or 0 to 1000000 (default 10)",
            "test.hocon:2: akka.actor.default-dispatcher.throughput = 0 is out of range; allowed: 1 to 100000 (default 100)",
            "test.hocon:3: akka.actor.default-dispatcher.paralelism is not a setting; did you mean akka.actor.default-dispatcher.parallelism?",
            "test.hocon:5: 'akka.scheduler' has no value",
            "test.hocon:6: ${vars.none} has no value: neither a setting nor an environment variable has that name; ${?vars.none} allows that",
        ],
        Errors("""
            akka.actor.default-dispatcher {
              throughput = 0
              paralelism = 4
            }
            akka.scheduler =
            akka.coordinated-shutdown.default-phase-timeout = ${vars.none}
            """, new SettingsOverride("akka.log-dead-letters", "many", "command line")));

    [Fact]
    public void A_substituted_value_is_reported_where_it_is_written() => Assert.Equal(
        ["test.hocon:1: akka.scheduler.tick-duration = 5 is not a number and a unit: us, ms, s, m, h or d; allowed: 1ms to 1s (default 1ms)"],
        Errors("vars.tick = 5\n\nakka.scheduler.tick-duration = ${vars.tick}"));

    [Fact]
    public void An_error_is_one_line_whatever_the_value_holds() =>
        Assert.DoesNotContain('\n', Assert.Single(Errors("akka.scheduler.tick-duration = \"\"\"\na\r\nb\n\"\"\"")));
}
