namespace Actors.Cli.Tests.Inspection.Terminal;

/// <summary>A test that needs a pseudo terminal: script(1) and stty(1) of util-linux and coreutils, which every Linux has and others have with other options, or not at all.</summary>
internal sealed class TerminalFactAttribute : FactAttribute
{
    private const string Reason = "This system has no pseudo terminals that script(1) of util-linux makes.";

    public TerminalFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = Reason;
    }
}
