using Actors.Settings;

namespace Actors.Configuration.Tests;

public sealed class IncludedFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("settings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_is_included_relative_to_the_one_that_names_it()
    {
        Write("parts/more/letters.hocon", "akka.log-dead-letters = 7");
        Write("parts/tick.hocon", "akka.scheduler.tick-duration = 2ms\ninclude \"more/letters.hocon\"\ninclude \"../mailbox.hocon\"");
        Write("mailbox.hocon", "akka.actor.default-mailbox.stash-capacity = 5");
        var settings = Load("include \"parts/tick.hocon\"").Settings!.ActorSystem;
        Assert.Equal((7, 2, 5), (settings.DeadLetters.Logged, settings.Scheduler.TickDuration.TotalMilliseconds, settings.Mailbox.StashCapacity));
    }

    [Fact]
    public void A_file_can_be_included_by_its_full_path() =>
        Assert.Empty(Load($"include required(file(\"{Write("b.hocon", "akka.log-dead-letters = 7").Replace("\\", "\\\\", StringComparison.Ordinal)}\"))").Errors);

    [Fact]
    public void Errors_have_the_included_files_path_and_line()
    {
        var included = Write("parts/b.hocon", "\nakka.log-dead-letters = many");
        Assert.StartsWith($"{included}:2: akka.log-dead-letters = many is not allowed", Assert.Single(Load("include \"parts/b.hocon\"").Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.hocon")]
    [InlineData("")]
    [InlineData("nul\\u0000.hocon")]
    [InlineData("parts")]
    public void What_is_no_file_is_nothing_unless_it_is_required(string name)
    {
        Write("parts/b.hocon", "");
        Assert.Empty(Load($"include \"{name}\"").Errors);
        Assert.EndsWith("is required and was not found", Assert.Single(Load($"\ninclude required(\"{name}\")").Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_named_as_the_one_that_includes_it()
    {
        Write("parts/b.hocon", "akka.log-dead-letters = 7");
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Write("akka.hocon", "include \"parts/b.hocon\""));
        var result = SettingsLoader.Load(relative, environment: new Dictionary<string, string>());
        var origin = Assert.Single(result.Known.Select(one => one.Origin).OfType<HoconOrigin>());
        Assert.Equal(Path.Combine(Path.GetDirectoryName(relative)!, "parts", "b.hocon"), origin.Source);
    }

    [Theory]
    [InlineData("akka.hocon")]
    [InlineData("./akka.hocon")]
    [InlineData("parts/../akka.hocon")]
    [InlineData("parts/b.hocon")]
    public void A_circle_is_seen_whatever_way_leads_back(string name)
    {
        Write("parts/b.hocon", "include \"../akka.hocon\"");
        var error = Assert.Single(Load($"include \"{name}\"\ninclude \"{name}\"\n").Errors.DistinctBy(one => one.Message));
        Assert.StartsWith($"files include each other without end: {Root} → ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith($" → {Root}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_included_file_that_cannot_be_read_is_an_error_required_or_not()
    {
        var included = Write("b.hocon", "akka.log-dead-letters = 7");
        using var locked = new FileStream(included, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.StartsWith($"{included}: the settings file cannot be read: ", Assert.Single(Load("include \"b.hocon\"").Errors).ToString(), StringComparison.Ordinal);
    }

    private string Root => Path.Combine(_folder.FullName, "akka.hocon");

    private SettingsResult Load(string text) => SettingsLoader.Load(Write("akka.hocon", text), environment: new Dictionary<string, string>());

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
