using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Actors.ApiServer.Patching;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Verbs;

/// <summary>Keeps <c>metadata.managedFields</c>: who owns which fields of an object.</summary>
internal static class FieldOwnership
{
    private static readonly ConditionalWeakTable<ResourceKind, ConcurrentDictionary<string, FieldManager>> Managers = [];

    /// <summary>Accounts for a change that is no apply.</summary>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="subresource">The part that changes; empty for all but the status.</param>
    /// <param name="live">The object as it is; null if it is new.</param>
    /// <param name="value">The object as it shall be; gets its managedFields.</param>
    /// <param name="options">Who changes it.</param>
    /// <param name="now">The time of the change.</param>
    public static void Track(ResourceKind kind, string subresource, JsonObject? live, JsonObject value, WriteOptions options, DateTimeOffset now) =>
        ManagerOf(kind, subresource).Update(live, value, options.Manager, now);

    /// <summary>Applies a configuration.</summary>
    public static JsonObject Apply(ResourceKind kind, string subresource, JsonObject? live, JsonObject applied, WriteOptions options, DateTimeOffset now) =>
        PatchTypes.ObjectOf(ManagerOf(kind, subresource).Apply(live, applied, options.Manager, options.Force ?? false, now));

    private static FieldManager ManagerOf(ResourceKind kind, string subresource) =>
        Managers.GetOrCreateValue(kind).GetOrAdd(subresource, static (part, kind) => Create(kind, part), kind);

    private static FieldManager Create(ResourceKind kind, string subresource)
    {
        var ignored = subresource switch
        {
            "" when kind.HasStatus => FieldSet.Of("status"),
            "status" when kind.IsCustom => FieldSet.Of("metadata", "spec"),
            "status" => FieldSet.Of("spec"),
            _ => FieldSet.Empty,
        };
        return new FieldManager(new ManagedKind { ApiVersion = kind.ApiVersion, Kind = kind.Kind, Schema = kind.Schema, Zero = kind.Zero }, subresource, ignored);
    }
}
