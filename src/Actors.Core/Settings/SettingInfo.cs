namespace Actors.Settings;

/// <summary>One setting as it is in force.</summary>
/// <param name="Key">Its full name, such as <c>akka.actor.default-dispatcher.throughput</c>.</param>
/// <param name="Value">Its value, as it can be written.</param>
/// <param name="Default">Its default, as it can be written.</param>
/// <param name="Allowed">What it may be, for people.</param>
/// <param name="Origin">Where the value comes from; null for the default.</param>
public sealed record SettingInfo(string Key, string Value, string Default, string Allowed, HoconOrigin? Origin);
