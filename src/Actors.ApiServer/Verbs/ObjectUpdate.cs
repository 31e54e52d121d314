using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Verbs;

/// <summary>A change of an object, made again from the start if the object changed meanwhile.</summary>
internal abstract class ObjectUpdate
{
    /// <summary>The part of the object that may change: empty for all but the status, or <c>status</c>, or the name of another part.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Whether the object is made if it is not there.</summary>
    public virtual bool CreatesIfAbsent => false;

    /// <summary>Whether the new object sets <c>managedFields</c> itself.</summary>
    public virtual bool OwnsFieldsItself => false;

    /// <summary>A uid the object must have, or null.</summary>
    public virtual string? Uid => null;

    /// <summary>What of the current object the change does not look into, so that it may be given as <see cref="RawJson"/>.</summary>
    public virtual RawParts LeavesAlone => RawParts.None;

    /// <summary>The object as it shall be. Throws if the object is not as the change wants it.</summary>
    /// <param name="current">The object as it is, not to be changed; null if there is none and <see cref="CreatesIfAbsent"/>.</param>
    public abstract JsonObject Apply(JsonObject? current);
}

/// <summary>A change by a function of the object.</summary>
internal sealed class FunctionUpdate(Func<JsonObject, JsonObject> change) : ObjectUpdate
{
    public override bool OwnsFieldsItself => true;

    public override JsonObject Apply(JsonObject? current) => change((JsonObject)current!.DeepClone());
}

/// <summary>A change to what a client sent.</summary>
internal sealed class ReplaceUpdate(JsonObject value, bool createsIfAbsent) : ObjectUpdate
{
    public override bool CreatesIfAbsent => createsIfAbsent;

    public override string? Uid => Resources.ObjectMeta.Text(value["metadata"] as JsonObject, "uid") is { Length: > 0 } uid ? uid : null;

    public override RawParts LeavesAlone => RawParts.ManagedFields | RawParts.Spec;

    public override JsonObject Apply(JsonObject? current) => (JsonObject)value.DeepClone();
}
