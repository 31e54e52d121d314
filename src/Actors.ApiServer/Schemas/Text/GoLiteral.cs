namespace Actors.ApiServer.Schemas;

/// <summary>A value already written the way a message shows it.</summary>
internal readonly record struct GoLiteral(string Text);
