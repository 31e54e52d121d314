using System.Text.Json.Nodes;
using Actors.ApiServer.Verbs;

namespace Actors.ApiServer.Workloads;

/// <summary>A change to what a controller has decided, refused with a conflict if the object is no longer as the controller saw it.</summary>
internal sealed class ControlledUpdate(UpdateWrite write) : ObjectUpdate
{
    public override string? Uid => write.Target.Uid;

    /// <summary>Nobody owns what the simulation writes: its fields are never in the way of an apply, nor do they take room.</summary>
    public override bool OwnsFieldsItself => true;

    public override JsonObject Apply(JsonObject? current) => (JsonObject)write.Value.DeepClone();
}
