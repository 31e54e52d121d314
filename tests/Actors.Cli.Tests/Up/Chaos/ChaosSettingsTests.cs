using Actors.Cli.Up.Chaos;
using Actors.Configuration;

namespace Actors.Cli.Tests;

public sealed class ChaosSettingsTests
{
    [Fact]
    public void An_operator_reads_them_as_they_are_meant()
    {
        var read = SettingsLoader.Load(environment: ChaosSettings.Environment);
        Assert.Empty(read.Errors);
        Assert.Equal(ChaosSettings.Options, read.Settings!.Cluster);
    }

    [Fact]
    public void They_go_together() => Assert.Empty(ChaosSettings.Options.Contradictions());
}
