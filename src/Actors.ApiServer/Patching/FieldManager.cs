using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Patching;

/// <summary>
/// Keeps account of who owns which fields of the objects of a kind (KEP-555), and applies configurations to them. One for each version and each subresource.
/// </summary>
/// <param name="kind">The kind.</param>
/// <param name="subresource">What is written to, such as <c>status</c>; empty for the main resource.</param>
/// <param name="ignored">
/// What a write to it leaves alone whatever a client sends, so that nobody comes to own it: <c>status</c> for the main resource of a kind with a status
/// subresource, <c>metadata</c> and <c>spec</c> for the status of a custom resource.
/// </param>
internal sealed class FieldManager(ManagedKind kind, string subresource, FieldSet ignored)
{
    private const string BeforeFirstApply = "before-first-apply";

    private readonly FieldOwnership _ownership = new(kind, subresource, ignored);

    /// <summary>Accounts for a create, an update or a patch that is no apply.</summary>
    /// <param name="live">The object as it was; null for a create.</param>
    /// <param name="updated">
    /// The object as it will be, with defaults. Its <c>managedFields</c>, taken as the client's wish, are replaced by what they have to be.
    /// </param>
    /// <param name="manager">Who writes; empty if nobody says.</param>
    /// <param name="now">The time of the write.</param>
    public void Update(JsonObject? live, JsonObject updated, string manager, DateTimeOffset now)
    {
        var managed = OwnersBefore(live, updated);
        ManagedFields.Remove(updated);
        if (managed.IsEmpty && live is not null) return;
        _ownership.Update(live ?? kind.Zero, updated, managed, manager, now);
        managed.WriteTo(updated);
    }

    /// <summary>Applies a configuration.</summary>
    /// <param name="live">The object as it is; null if there is none yet.</param>
    /// <param name="applied">The configuration.</param>
    /// <param name="manager">Who applies; never empty.</param>
    /// <param name="force">Whether to take over the fields others own.</param>
    /// <param name="now">The time of the write.</param>
    /// <returns>The object as it has to be, without defaults for what is new in it.</returns>
    public PatchResult Apply(JsonObject? live, JsonObject applied, string manager, bool force, DateTimeOffset now)
    {
        if (Refuse(live, applied) is { } error) return error;
        var result = ApplyOnce(live, applied, manager, force, now, out var conflicts);
        if (conflicts.Count > 0 && manager == LastApplied.Manager)
        {
            conflicts = LastApplied.Unresolved(conflicts, live, kind.ApiVersion, _ownership.Type);
            if (conflicts.Count == 0) result = ApplyOnce(live, applied, manager, force: true, now, out conflicts);
        }

        if (conflicts.Count > 0) return ApplyConflict.Refuse(conflicts);
        if (manager == LastApplied.Manager) LastApplied.Refresh(result, applied);
        return result;
    }

    /// <summary>
    /// Gives the entries of an object the times they had, where nothing but a time has changed, so that such a write is none. To be called when the object is
    /// complete.
    /// </summary>
    public static void KeepTimesIfUnchanged(JsonObject live, JsonObject updated)
    {
        if (ManagedFields.NodeOf(live) is not { } before || ManagedFields.NodeOf(updated) is not { } after || RawJson.AreEqual(before, after)) return;
        var metadata = updated["metadata"]!.AsObject();
        if (!SameButFor("metadata", live, updated) || !SameButFor("managedFields", live["metadata"]!.AsObject(), metadata)) return;
        if (ManagedFields.Read(live) is not { } earlier || ManagedFields.Read(updated) is not { } later || !earlier.IsSameButForTimes(later)) return;
        metadata["managedFields"] = RawJson.Copy(before);
    }

    private PatchError? Refuse(JsonObject? live, JsonObject applied)
    {
        var (apiVersion, name) = (Text(applied, "apiVersion"), Text(applied, "kind"));
        if (apiVersion != kind.ApiVersion || name != kind.Kind) return PatchError.BadRequest($"invalid object type: {ManagedKind.Describe(apiVersion, name)}");
        if (ManagedFields.NodeOf(applied) is not null) return PatchError.BadRequest("metadata.managedFields must be nil");
        if (ManagedFields.Read(live) is null) return PatchError.Internal("failed to decode managed fields");
        if (FieldValidator.Validate(applied, _ownership.Type, allowsDuplicates: false) is { } mistake)
        {
            return PatchError.Internal($"failed to create typed patch object ({Describe(applied)}): {mistake}");
        }

        if (live is null || FieldValidator.Validate(live, _ownership.Type, allowsDuplicates: true) is not { } fault) return null;
        return PatchError.Internal($"failed to create typed live object ({Describe(live)}): {fault}");
    }

    private JsonObject ApplyOnce(
        JsonObject? live, JsonObject applied, string manager, bool force, DateTimeOffset now, out IReadOnlyList<ApplyConflict> conflicts)
    {
        var managed = ManagedFields.Read(live)!;
        if (managed.IsEmpty && live is not null) _ownership.Update(kind.Zero, live, managed, BeforeFirstApply, now);
        var result = _ownership.Apply(live ?? [], applied, managed, manager, force, now, out conflicts);
        if (conflicts.Count > 0) return result;
        ManagedFields.Remove(result);
        managed.WriteTo(result);
        return result;
    }

    /// <summary>The entries a client sends, if they can be read, so that it can change them; else the live ones. A subresource does not change them.</summary>
    private ManagedFields OwnersBefore(JsonObject? live, JsonObject updated)
    {
        if (subresource.Length == 0)
        {
            if (ManagedFields.IsReset(updated)) return ManagedFields.None();
            if (ManagedFields.Read(updated) is { IsEmpty: false } wished) return wished;
        }

        return ManagedFields.Read(live) ?? ManagedFields.None();
    }

    private static string Describe(JsonObject value)
    {
        var metadata = value["metadata"] as JsonObject ?? [];
        return $"{Text(metadata, "namespace")}/{Text(metadata, "name")}; {ManagedKind.Describe(Text(value, "apiVersion"), Text(value, "kind"))}";
    }

    private static string Text(JsonObject members, string name) =>
        members[name] is { } value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";

    private static bool SameButFor(string name, JsonObject one, JsonObject other)
    {
        if (one.Count - (one.ContainsKey(name) ? 1 : 0) != other.Count - (other.ContainsKey(name) ? 1 : 0)) return false;
        for (var at = 0; at < one.Count; at++)
        {
            var (key, value) = one.GetAt(at);
            if (key != name && (!other.TryGetPropertyValue(key, out var otherValue) || !RawJson.AreEqual(value, otherValue))) return false;
        }

        return true;
    }
}
