using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Patching;

/// <summary>
/// Carries ownership between an object and its Scale: who owns the replicas of one owns those of the other. A Scale is patched or applied by a
/// <see cref="FieldManager"/> of <see cref="Kind"/> and the subresource <c>scale</c>, between <see cref="ToScale"/> and <see cref="ToParent"/>.
/// </summary>
/// <param name="apiVersion">The version of the object whose scale is written.</param>
/// <param name="replicasOf">
/// The path of the replicas in a version of the object, as a set; empty for a version without scale, null for one that is no more.
/// </param>
internal sealed class ScaleOwnership(string apiVersion, Func<string, FieldSet?> replicasOf)
{
    private static readonly FieldSet Replicas = FieldSet.Of("spec.replicas");
    private static readonly Schema Number = new() { Type = SchemaType.Integer };
    private static readonly Schema Text = new() { Type = SchemaType.String };

    /// <summary>What every Scale is.</summary>
    public static ManagedKind Kind { get; } = new()
    {
        ApiVersion = "autoscaling/v1",
        Kind = "Scale",
        Schema = Record(("spec", Record(("replicas", Number))), ("status", Record(("replicas", Number), ("selector", Text)))),
    };

    /// <summary>Gives a Scale the entries of its object that concern it.</summary>
    public void ToScale(JsonObject parent, JsonObject scale)
    {
        var managed = ManagedFields.None();
        foreach (var entry in (ManagedFields.Read(parent) ?? managed).Entries)
        {
            if (Owns(entry)) managed.Put(entry.As(Kind.ApiVersion, Replicas, entry.Time));
        }

        managed.WriteTo(scale);
    }

    /// <summary>Gives an object the entries it has after its Scale was written.</summary>
    /// <param name="live">The object as it was.</param>
    /// <param name="scale">The Scale with its entries.</param>
    /// <param name="updated">The object as it will be; its entries are replaced.</param>
    public void ToParent(JsonObject live, JsonObject scale, JsonObject updated)
    {
        var before = ManagedFields.Read(live) ?? ManagedFields.None();
        var ofScale = (ManagedFields.Read(scale) ?? ManagedFields.None()).Entries.ToDictionary(entry => entry.Identity);
        var managed = ManagedFields.None();
        foreach (var entry in before.Entries)
        {
            if (replicasOf(entry.ApiVersion) is not { } path) continue;
            if (!Owns(entry) || ofScale.Remove(entry.As(Kind.ApiVersion, Replicas, entry.Time).Identity)) managed.Put(entry);
            else if (entry.Fields.Difference(path) is { IsEmpty: false } rest) managed.Put(entry.With(rest));
        }

        foreach (var entry in ofScale.Values.Where(entry => !entry.Fields.Intersection(Replicas).IsEmpty))
        {
            managed.Put(entry.As(apiVersion, replicasOf(apiVersion)!, before.Find(entry.Identity)?.Time));
        }

        ManagedFields.Remove(updated);
        managed.WriteTo(updated);
    }

    private bool Owns(ManagedFieldsEntry entry) => replicasOf(entry.ApiVersion) is { } path && !entry.Fields.Intersection(path).IsEmpty;

    private static Schema Record(params (string Name, Schema Member)[] members) =>
        new() { Type = SchemaType.Object, Properties = members.ToDictionary(member => member.Name, member => member.Member) };
}
