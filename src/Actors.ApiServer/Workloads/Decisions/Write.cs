using System.Text.Json.Nodes;

namespace Actors.ApiServer.Workloads;

/// <summary>A change a controller has decided on. It is made only if what it replaces is still as the controller saw it.</summary>
internal abstract record Write;

/// <summary>A new object.</summary>
/// <param name="Resource">Its resource.</param>
/// <param name="Value">The object, without kind and version.</param>
/// <param name="Announcement">The event that tells of it; null for none.</param>
internal sealed record CreateWrite(string Resource, JsonObject Value, Announcement? Announcement = null) : Write;

/// <summary>An object in place of another.</summary>
/// <param name="Target">The object as the controller saw it.</param>
/// <param name="Value">As it shall be.</param>
/// <param name="Part">Which part of it changes.</param>
internal sealed record UpdateWrite(ClusterObject Target, JsonObject Value, ObjectPart Part) : Write;

/// <summary>The end of an object, or the beginning of its end.</summary>
/// <param name="Target">The object as the controller saw it; a later version of it goes as well.</param>
/// <param name="IsForced">Whether it goes without the time it would have to end in.</param>
internal sealed record DeleteWrite(ClusterObject Target, bool IsForced = false) : Write;

/// <summary>An event about an object.</summary>
internal sealed record EventWrite(ClusterObject About, string Reason, string Message, bool IsWarning = false, string? FieldPath = null) : Write;

/// <summary>The event that tells how a creation went: of success with <see cref="Reason"/>, of failure with <c>FailedCreate</c>.</summary>
/// <param name="About">The object that wants the other.</param>
/// <param name="Reason">Why, in one word.</param>
/// <param name="Message">What happened; <c>{0}</c> stands for the name of the new object.</param>
internal sealed record Announcement(ClusterObject About, string Reason, string Message);

/// <summary>Which part of an object a write may change.</summary>
internal enum ObjectPart
{
    /// <summary>All but the status.</summary>
    Wanted,

    /// <summary>The status.</summary>
    Status,

    /// <summary>Both at once, as when a pod is bound to its node: what users may not change is changed unchecked.</summary>
    Both,
}
