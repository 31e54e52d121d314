namespace Actors.Settings;

/// <summary>A setting given outside of files.</summary>
/// <param name="Key">The setting, such as <c>akka.log-dead-letters</c>.</param>
/// <param name="Value">The value, in HOCON.</param>
/// <param name="Source">Where it was given, for messages.</param>
public sealed record SettingsOverride(string Key, string Value, string Source);
