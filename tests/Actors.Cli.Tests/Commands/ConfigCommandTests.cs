using System.Text.Json;
using System.Text.RegularExpressions;

namespace Actors.Cli.Tests;

public sealed partial class ConfigCommandTests : CliTestBase
{
    [Fact]
    public void The_table_has_a_line_for_each_setting_with_where_it_comes_from()
    {
        var file = Write("\nakka.log-dead-letters = off");
        var (exitCode, output, error) = Run("config", "--config", file, "-D", "akka.scheduler.tick-duration=2ms");
        Assert.Equal((0, ""), (exitCode, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Columns().Split(line.Trim())).ToList();
        Assert.Equal(["KEY", "VALUE", "DEFAULT", "ALLOWED", "FROM"], lines[0]);
        Assert.Contains(["akka.log-dead-letters", "off", "10", "on, off or 0 to 1000000", $"{file}:2"], lines);
        Assert.Contains(["akka.scheduler.tick-duration", "2ms", "1ms", "1ms to 1s", "command line"], lines);
        Assert.Contains(["akka.actor.default-dispatcher.throughput", "100", "100", "1 to 100000", "default"], lines);
        Assert.Equal(JsonSettings(Run("config", "-c", file, "-o", "json").Output).Count, lines.Count - 1);
    }

    [Fact]
    public void The_json_has_an_object_for_each_setting()
    {
        var file = Write("akka.log-dead-letters = on");
        var (exitCode, output, error) = Run("config", "-c", file, "-o", "json");
        Assert.Equal((0, ""), (exitCode, error));
        var settings = JsonSettings(output);
        Assert.All(settings, one => Assert.Equal(["key", "value", "default", "allowed", "origin"], one.Keys));
        Assert.Equal(["akka.log-dead-letters", "on", "10", "on, off or 0 to 1000000", $"{file}:1"], settings.Single(one => one["key"] == "akka.log-dead-letters").Values);
        Assert.Equal("default", settings.Single(one => one["key"] == "akka.scheduler.tick-duration")["origin"]);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public void All_errors_are_printed_and_the_exit_code_is_78(string output)
    {
        var file = Write("akka.log-dead-letters = many\nport = 1");
        Assert.Equal(
            (78, "", $"""
                {file}:1: akka.log-dead-letters = many is not allowed; allowed: on, off or 0 to 1000000 (default 10)
                {file}:2: port is not a setting; 'actors config' lists them all
                2 errors in the settings; nothing was started

                """),
            Run("config", "-c", file, "-o", output));
    }

    [Fact]
    public void One_error_is_one()
    {
        var (exitCode, _, error) = Run("config", "-c", Path.Combine(Folder, "missing"));
        Assert.Equal(78, exitCode);
        Assert.EndsWith("\n1 error in the settings; nothing was started\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_of_several_overrides_wins()
    {
        var (_, output, _) = Run("config", "-D", "akka.log-dead-letters=1", "--set", "akka.log-dead-letters=2", "-o", "json");
        Assert.Equal("2", JsonSettings(output).Single(one => one["key"] == "akka.log-dead-letters")["value"]);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void The_help_has_options_and_examples(string option)
    {
        var (exitCode, output, error) = Run("config", option);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.All(["--config", "--set", "--output", "<json|table>", "exit code 78", "Examples:\n", "actors config -D akka.log-dead-letters=off -o json"], part =>
            Assert.Contains(part, output, StringComparison.Ordinal));
    }

    [Fact]
    public void The_helps_examples_can_be_run()
    {
        var help = Run("config", "--help").Output;
        var examples = help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Select(line => line.Split('#')[0]).Where(line => line.Contains("actors config", StringComparison.Ordinal)).ToList();
        Assert.True(examples.Count > 2);
        Assert.All(examples, example => Assert.Empty(Actors.Cli.Commands.RootCommands.Create().Parse(example[example.IndexOf("config", StringComparison.Ordinal)..]).Errors));
    }

    [Fact]
    public void A_way_to_print_that_is_not_there_is_refused_before_anything_is_read()
    {
        var (exitCode, _, error) = Run("config", "-o", "xml");
        Assert.Equal(1, exitCode);
        Assert.Contains("'xml'", error, StringComparison.Ordinal);
    }

    private static List<Dictionary<string, string>> JsonSettings(string json) => JsonSerializer.Deserialize<List<Dictionary<string, string>>>(json)!;

    [GeneratedRegex(" {2,}")]
    private static partial Regex Columns();
}
