namespace Actors.ApiServer.Storage;

/// <summary>A reader of the log wants a change that has left it.</summary>
internal sealed class ChangesLostException(long position) : Exception($"The change at position {position} is no longer in the log");
