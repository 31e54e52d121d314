using static Actors.Settings.Tests.Reading;

namespace Actors.Settings.Tests;

public sealed class OverrideTests
{
    private const string Key = "akka.actor.default-dispatcher.throughput";

    private static readonly SettingsOverride[] Both =
    [
        new(Key, "20", "environment variable AKKA__ACTOR__DEFAULT_DISPATCHER__THROUGHPUT"),
        new(Key, "30", "command line"),
    ];

    [Fact]
    public void Without_anything_each_setting_is_its_default_and_says_so()
    {
        var result = new SettingsInput().Read();
        Assert.Empty(result.Errors);
        Assert.Equal(new ActorsSettings(), result.Settings);
        Assert.NotEmpty(result.Known);
        Assert.All(result.Known, one => Assert.Equal((one.Default, null), (one.Value, one.Origin)));
    }

    [Theory]
    [InlineData("", 0, 100, null)]
    [InlineData("\n" + Key + " = 10", 0, 10, "test.hocon:2")]
    [InlineData(Key + " = 10", 1, 20, "environment variable AKKA__ACTOR__DEFAULT_DISPATCHER__THROUGHPUT")]
    [InlineData("", 1, 20, "environment variable AKKA__ACTOR__DEFAULT_DISPATCHER__THROUGHPUT")]
    [InlineData(Key + " = 10", 2, 30, "command line")]
    public void A_later_override_wins_and_is_where_the_setting_comes_from(string text, int overrides, int value, string? origin)
    {
        Assert.Equal(value, Options(text, Both[..overrides]).Dispatcher.Throughput);
        var known = Read(text, Both[..overrides]).Known.Single(one => one.Key == Key);
        Assert.Equal(($"{value}", origin), (known.Value, known.Origin?.ToString()));
    }

    [Fact]
    public void A_value_that_is_set_to_its_default_has_an_origin_too() =>
        Assert.Equal("test.hocon:1", Read($"{Key} = 100").Known.Single(one => one.Key == Key).Origin.ToString());

    [Fact]
    public void A_value_from_the_environment_says_so()
    {
        var input = new SettingsInput { File = new HoconFile("f", $"{Key} = ${{N}}"), Environment = name => name == "N" ? "8" : null };
        Assert.Equal("environment variable N", input.Read().Known.Single(one => one.Key == Key).Origin.ToString());
    }

    [Fact]
    public void An_override_leaves_the_settings_beside_it()
    {
        var options = Options("akka.actor.default-dispatcher { parallelism = 3, throughput = 10 }", Both);
        Assert.Equal((3, 30), (options.Dispatcher.Parallelism, options.Dispatcher.Throughput));
    }

    [Theory]
    [InlineData("vars.a = 5", 5)]
    [InlineData("vars.a = 5\nakka.actor = ${?vars.none}", 5)]
    [InlineData("vars.a = 5\nvars.d { throughput = 9 }\nakka.actor.default-dispatcher = ${vars.d}", 5)]
    public void An_override_may_substitute(string text, int value) =>
        Assert.Equal(value, Options(text, new SettingsOverride(Key, "${vars.a}", "command line")).Dispatcher.Throughput);

    [Fact]
    public void An_override_may_be_an_object()
    {
        var options = Options($"{Key} = 10", new SettingsOverride("akka.actor.default-dispatcher", "{ parallelism = 3 }", "command line"));
        Assert.Equal((3, 10), (options.Dispatcher.Parallelism, options.Dispatcher.Throughput));
    }

    [Theory]
    [InlineData(Key, "0", Key + " = 0 is out of range; allowed: 1 to 100000 (default 100)")]
    [InlineData(Key, "", Key + " = : a value is missing")]
    [InlineData(Key, "1, 2", Key + " = 1, 2: ',' after the value")]
    [InlineData(Key, "=", Key + " = =: '=' cannot stand in a value without quotes")]
    [InlineData("", "1", "'' is not a key: names with '.' between them are expected")]
    [InlineData("akka.", "1", "'akka.' is not a key: names with '.' between them are expected")]
    [InlineData("akka..x", "1", "'akka..x' is not a key: names with '.' between them are expected")]
    [InlineData("akka.x", "1", "akka.x is not a setting; 'actors config' lists them all")]
    [InlineData("akka.actor", "{ include required(\"x\") }", "akka.actor = { include required(\"x\") }: the file \"x\" is required and was not found")]
    public void An_override_that_is_wrong_is_reported_with_its_source(string key, string value, string message) =>
        Assert.Contains($"command line: {message}", Errors("", new SettingsOverride(key, value, "command line")));

    [Fact]
    public void An_override_of_many_thousand_names_is_no_key()
    {
        var key = string.Join('.', Enumerable.Repeat("a", 100_000));
        Assert.EndsWith("is not a key: more than 100 names", Assert.Single(Errors("", new SettingsOverride(key, "1", "command line"))), StringComparison.Ordinal);
    }
}
