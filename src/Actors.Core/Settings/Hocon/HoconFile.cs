namespace Actors.Settings;

/// <summary>A settings file that has been read.</summary>
/// <param name="Name">How messages name it.</param>
/// <param name="Text">What is in it.</param>
public sealed record HoconFile(string Name, string Text);
