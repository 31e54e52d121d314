namespace Actors.Load.Tests;

/// <summary>A test that needs a browser, and says so where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    private const string NoBrowser = "there is no Chromium or Chrome on the PATH";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "headless_shell"];

    /// <summary>Its program; null where there is none.</summary>
    internal static string? Browser { get; } = (
        from directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        from name in Names
        let path = Path.Combine(directory, name)
        where File.Exists(path)
        select path).FirstOrDefault();

    public BrowserFactAttribute()
    {
        if (Browser is null) Skip = NoBrowser;
    }
}
