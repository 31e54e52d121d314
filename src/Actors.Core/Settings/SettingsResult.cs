namespace Actors.Settings;

/// <summary>What came of reading settings.</summary>
/// <param name="Settings">The settings; null if anything is wrong.</param>
/// <param name="Known">All settings there are, in a fixed order, with what is in force.</param>
/// <param name="Errors">All that is wrong; empty if nothing is.</param>
public sealed record SettingsResult(ActorsSettings? Settings, IReadOnlyList<SettingInfo> Known, IReadOnlyList<SettingsError> Errors);
