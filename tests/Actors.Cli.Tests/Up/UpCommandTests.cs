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
    public void What_cannot_be_is_refused(string option, string value) => Assert.NotEmpty(RootCommands.Create().Parse(["up", option, value]).Errors);

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
