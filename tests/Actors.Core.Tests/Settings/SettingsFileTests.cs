using System.Text.RegularExpressions;

namespace Actors.Settings.Tests;

/// <summary>akka.hocon is the documentation of the settings: what it says is what the code does.</summary>
public sealed partial class SettingsFileTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(FindRoot(), "akka.hocon"));

    private static readonly SettingsResult Result = Reading.Read(Text);

    [Fact]
    public void The_file_is_right_and_sets_every_setting()
    {
        Assert.Empty(Result.Errors);
        Assert.NotEmpty(Result.Known);
        Assert.DoesNotContain(Result.Known, one => one.Origin is null);
    }

    [Fact]
    public void Its_values_are_the_defaults()
    {
        Assert.Equal(new ActorsSettings(), Result.Settings);
        Assert.All(Result.Known, one => Assert.Equal(one.Default, one.Value));
    }

    [Fact]
    public void Its_comments_say_the_ranges()
    {
        var lines = Text.Split('\n');
        Assert.All(Result.Known, one =>
        {
            var range = Range().Match(one.Allowed) is { Success: true } found ? found.Value : one.Allowed;
            Assert.NotEmpty(range);
            Assert.Contains(range, lines[one.Origin!.Value.Line - 2], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_option_there_is_can_be_set()
    {
        var options = typeof(ActorSystemOptions).GetProperties().SelectMany(group => group.PropertyType.GetProperties()).Concat(typeof(ClusterOptions).GetProperties())
            .Concat(typeof(PersistenceOptions).GetProperties()).Concat(typeof(LogOptions).GetProperties()).Count(option => option.CanWrite);
        Assert.Equal(options, Result.Known.Count);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"\w+ to \w+")]
    private static partial Regex Range();
}
