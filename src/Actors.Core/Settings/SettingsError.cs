namespace Actors.Settings;

/// <summary>One thing that is wrong with the settings.</summary>
/// <param name="Origin">Where it was written.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record SettingsError(HoconOrigin Origin, string Message)
{
    /// <summary>One line: <c>akka.hocon:12: …</c>.</summary>
    public override string ToString() => $"{Origin}: {Message}".ReplaceLineEndings("\\n");
}
