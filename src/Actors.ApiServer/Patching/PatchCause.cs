namespace Actors.ApiServer.Patching;

/// <summary>One of the reasons a patch is refused, as <c>details.causes</c> of a Status lists them.</summary>
internal readonly record struct PatchCause(string Reason, string Message, string Field);
