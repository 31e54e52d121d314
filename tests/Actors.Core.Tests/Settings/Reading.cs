namespace Actors.Settings.Tests;

/// <summary>Reads settings from a text that is called test.hocon.</summary>
internal static class Reading
{
    public static SettingsResult Read(string text, params SettingsOverride[] overrides) =>
        new SettingsInput { File = new HoconFile("test.hocon", text), Overrides = overrides }.Read();

    public static ActorSystemOptions Options(string text, params SettingsOverride[] overrides)
    {
        var result = Read(text, overrides);
        Assert.Empty(result.Errors);
        return result.Settings!.ActorSystem;
    }

    public static IEnumerable<string> Errors(string text, params SettingsOverride[] overrides)
    {
        var result = Read(text, overrides);
        Assert.Null(result.Settings);
        return result.Errors.Select(error => error.ToString());
    }
}
