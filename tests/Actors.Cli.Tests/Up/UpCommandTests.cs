using Actors.Cli.Commands;

namespace Actors.Cli.Tests;

public sealed class UpCommandTests : CliTestBase
{
    [Theory]
    [InlineData("--resources", "-1")]
    [InlineData("--resources", "2000000")]
    [InlineData("--resources", "many")]
    [InlineData("--churn", "-0.5")]
    [InlineData("--port", "65536")]
    [InlineData("--output", "xml")]
    [InlineData("--replicas", "0")]
    [InlineData("--replicas", "33")]
    [InlineData("--chaos --for", "19s")]
    [InlineData("--chaos --for", "90")]
    [InlineData("--chaos --for", "2d")]
    [InlineData("--chaos --seed", "-1")]
    [InlineData("--chaos --faults-at-once", "0")]
    [InlineData("--chaos --faults-at-once", "4")]
    [InlineData("--chaos --replicas", "1")]
    [InlineData("--chaos --replicas", "many")]
    [InlineData("--chaos --exit-when-ready", "true")]
    [InlineData("--for", "1m")]
    [InlineData("--seed", "7")]
    [InlineData("--faults-at-once", "1")]
    public void What_cannot_be_is_refused(string option, string value) => Assert.NotEmpty(RootCommands.Create().Parse(["up", .. option.Split(' '), value]).Errors);

    [Theory]
    [InlineData("--replicas 1")]
    [InlineData("--replicas 32")]
    [InlineData("--chaos")]
    [InlineData("--chaos --for 20s --seed 0")]
    [InlineData("--chaos --for 3m --replicas 2 --churn 0.5")]
    [InlineData("--chaos --replicas 1 --faults-at-once 1")]
    [InlineData("--chaos --faults-at-once 3")]
    public void What_can_be_is_taken(string options) => Assert.Empty(RootCommands.Create().Parse(["up", .. options.Split(' ')]).Errors);

    [Fact]
    public void The_help_has_examples_that_can_be_run()
    {
        var (exitCode, help, _) = Run("up", "--help");
        Assert.Equal(0, exitCode);
        var examples = help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Select(static line => line.Split('#')[0].Trim())
            .Where(static line => line.StartsWith("actors up", StringComparison.Ordinal)).ToList();
        Assert.True(examples.Count > 2);
        Assert.All(examples, static example => Assert.Empty(RootCommands.Create().Parse(example["actors ".Length..]).Errors));
    }
}
