using Actors.Settings;

namespace Actors.Configuration.Tests;

public sealed class SettingsLoaderTests : IDisposable
{
    private const string Key = "akka.log-dead-letters";

    private static readonly Dictionary<string, string> Nothing = [];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("settings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_is_read_and_named_in_origins()
    {
        var file = Write("akka.hocon", $"\n{Key} = 7");
        var known = Known(SettingsLoader.Load(file, environment: Nothing));
        Assert.Equal(("7", $"{file}:2"), (known.Value, known.Origin.ToString()));
    }

    [Fact]
    public void Without_a_file_the_defaults_are_in_force()
    {
        var result = SettingsLoader.Load(environment: Nothing);
        Assert.False(File.Exists(SettingsLoader.DefaultFile));
        Assert.Equal(new ActorsSettings(), result.Settings);
    }

    [Fact]
    public void The_command_line_overrides_the_environment_and_that_the_file()
    {
        var file = Write("akka.hocon", $"{Key} = 7");
        var environment = new Dictionary<string, string> { ["AKKA__LOG_DEAD_LETTERS"] = "8" };
        var known = Known(SettingsLoader.Load(file, environment: environment));
        Assert.Equal(("8", "environment variable AKKA__LOG_DEAD_LETTERS"), (known.Value, known.Origin.ToString()));
        known = Known(SettingsLoader.Load(file, [$"{Key}=1", $"{Key} = 9"], environment));
        Assert.Equal(("9", "command line"), (known.Value, known.Origin.ToString()));
    }

    [Fact]
    public void An_environment_variable_has_two_underscores_for_a_dot_and_one_for_a_hyphen()
    {
        var environment = new Dictionary<string, string>
        {
            ["AKKA__ACTOR__DEFAULT_DISPATCHER__SLOW_BEHAVIOUR_THRESHOLD"] = "2s",
            ["AKKA_HOME"] = "not a setting",
            ["akka__log_dead_letters"] = "not a setting",
            ["PATH"] = "not a setting",
        };
        var settings = SettingsLoader.Load(environment: environment).Settings!;
        Assert.Equal(new ActorsSettings() { ActorSystem = new() { Dispatcher = new() { SlowBehaviourThreshold = TimeSpan.FromSeconds(2) } } }, settings);
    }

    [Theory]
    [InlineData("AKKA__LOG_DEAD_LETERS", "1", "akka.log-dead-leters is not a setting; did you mean akka.log-dead-letters?")]
    [InlineData("ACTORS__NOTHING", "1", "actors.nothing is not a setting; 'actors config' lists them all")]
    [InlineData("AKKA__", "1", "'akka.' is not a key: names with '.' between them are expected")]
    [InlineData("AKKA__LOG_DEAD_LETTERS", "", "akka.log-dead-letters = : a value is missing")]
    [InlineData("AKKA__LOG_DEAD_LETTERS", "many", "akka.log-dead-letters = many is not allowed; allowed: on, off or 0 to 1000000 (default 10)")]
    public void A_variable_that_is_wrong_is_reported_with_its_name(string variable, string value, string message) =>
        Assert.Equal([$"environment variable {variable}: {message}"], Errors(null, new() { [variable] = value }));

    [Fact]
    public void A_substitution_reads_the_environment()
    {
        var file = Write("akka.hocon", $"{Key} = ${{?LETTERS}}");
        Assert.Equal("10", Known(SettingsLoader.Load(file, environment: Nothing)).Value);
        var known = Known(SettingsLoader.Load(file, environment: new Dictionary<string, string> { ["LETTERS"] = "3" }));
        Assert.Equal(("3", "environment variable LETTERS"), (known.Value, known.Origin.ToString()));
    }

    [Theory]
    [InlineData("nonsense", "'nonsense' is not key=value, such as akka.log-dead-letters=off")]
    [InlineData("=1", "'=1' is not key=value, such as akka.log-dead-letters=off")]
    public void What_is_not_key_and_value_is_reported_with_all_else(string argument, string message)
    {
        var result = SettingsLoader.Load(Write("akka.hocon", "x = 1"), [argument], Nothing);
        Assert.Null(result.Settings);
        Assert.Equal(2, result.Errors.Count);
        Assert.Equal($"command line: {message}", result.Errors[0].ToString());
    }

    [Theory]
    [InlineData("missing.hocon")]
    [InlineData("missing/akka.hocon")]
    [InlineData(".")]
    [InlineData("nul\0.hocon")]
    public void A_file_that_is_named_must_be_readable(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        var error = Assert.Single(Errors(path));
        Assert.StartsWith($"{path}: the settings file cannot be read: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_name_cannot_be_read() =>
        Assert.StartsWith(": the settings file cannot be read: ", Assert.Single(Errors("")), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_locked_is_reported_and_so_is_all_else()
    {
        var file = Write("akka.hocon", $"{Key} = 7");
        using var locked = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var errors = Errors(file, new() { ["AKKA__X"] = "1" }).ToList();
        Assert.Equal(2, errors.Count);
        Assert.StartsWith($"{file}: the settings file cannot be read: ", errors[0], StringComparison.Ordinal);
        Assert.StartsWith("environment variable AKKA__X: akka.x is not a setting", errors[1], StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static SettingInfo Known(SettingsResult result)
    {
        Assert.Empty(result.Errors);
        return result.Known.Single(one => one.Key == Key);
    }

    private static IEnumerable<string> Errors(string? path, Dictionary<string, string>? environment = null)
    {
        var result = SettingsLoader.Load(path, environment: environment ?? Nothing);
        Assert.Null(result.Settings);
        return result.Errors.Select(error => error.ToString());
    }
}
