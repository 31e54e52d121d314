using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Patching;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;
using Actors.ApiServer.Storage;
using Actors.Objects;

namespace Actors.ApiServer.Verbs;

internal sealed partial class ObjectRegistry
{
    /// <summary>Fields of <c>metadata</c> that are the server's: a client's word on them is passed over.</summary>
    private static readonly string[] Kept = ["generation", "creationTimestamp", "deletionTimestamp", "resourceVersion", "selfLink"];

    /// <summary>Changes an object.</summary>
    /// <returns>The object as it is then, and whether it was created.</returns>
    public (KubernetesObject Object, bool IsNew) Update(ResourceKind kind, string @namespace, string name, ObjectUpdate update, WriteOptions options)
    {
        var log = LogOf(kind);
        var key = kind.Key(@namespace, name);
        var rawParts = RawPartsOf(kind, update);
        while (true)
        {
            if (!log.Objects.TryGet(key, out var stored))
            {
                if (!update.CreatesIfAbsent) throw Errors.NotFound(kind, name);
                if (update.Uid is { } uid) throw UidDiffers(kind, @namespace, name, uid, "");
                var value = update.Apply(null);
                ObjectMeta.Of(value)["name"] = name;
                ObjectMeta.Of(value).Remove("resourceVersion");
                try
                {
                    return (Create(kind, @namespace, value, options, update.OwnsFieldsItself), true);
                }
                catch (StatusException) when (log.Objects.TryGet(key, out _))
                {
                    // Somebody else was first: then it is a change of what is there now.
                    continue;
                }
            }

            if (update.Uid is { } wanted && wanted != stored.Uid) throw UidDiffers(kind, @namespace, name, wanted, stored.Uid);
            try
            {
                // What is not stored as the definition in force has it is made so, and for that read whole.
                var old = rawParts == RawParts.None || IsOutdated(stored, kind) ? Parse(stored, kind) : JsonBody.ReadStored(stored.Json, rawParts);
                var next = update.Apply(old);
                CheckVersion(kind, name, stored, ObjectMeta.Of(next));
                Prepare(kind, next, old, update, options);
                if (Commit(kind, log, key, stored, next, old, options) is { } result) return (result, false);
            }
            catch (StatusException) when (rawParts != RawParts.None)
            {
                // What is wrong is told of the whole object: parts that were not looked at may have a share in it.
                rawParts = RawParts.None;
            }
        }
    }

    /// <summary>What of the stored object need not be read for a change: an object of 1.6 KB that gets a new status costs half of what it costs read whole.</summary>
    private static RawParts RawPartsOf(ResourceKind kind, ObjectUpdate update)
    {
        if (!kind.Rules.TakesRawParts || kind.StorageRules is not null) return RawParts.None;
        var parts = update.LeavesAlone;
        // What a new status says of the spec is not taken over; anything else needs to be compared.
        if (update.Subresource != "status" || !kind.HasStatus || NamespaceLifecycle.IsNamespace(kind)) parts &= ~RawParts.Spec;
        return parts;
    }

    /// <summary>Checks the version a client says it saw.</summary>
    private static void CheckVersion(ResourceKind kind, string name, KubernetesObject stored, JsonObject metadata)
    {
        var seen = ObjectMeta.Text(metadata, "resourceVersion");
        if (seen is "" or "0")
        {
            if (kind.AllowsUnconditionalUpdate) return;
            var problem = FieldError.Invalid("metadata.resourceVersion", 0, "must be specified for an update");
            throw Errors.Invalid(kind.Group, kind.Plural, name, [problem]);
        }

        if (!ulong.TryParse(seen, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _))
        {
            var problem = FieldError.Invalid("metadata.resourceVersion", seen, $"strconv.ParseUint: parsing {Schemas.GoText.Quote(seen)}: invalid syntax");
            throw Errors.Invalid(kind.Group, kind.Plural, name, [problem]);
        }

        if (seen != stored.ResourceVersion) throw Errors.Modified(kind, name);
    }

    private void Prepare(ResourceKind kind, JsonObject next, JsonObject old, ObjectUpdate update, WriteOptions options)
    {
        var (metadata, oldMetadata) = (ObjectMeta.Of(next), ObjectMeta.Of(old));
        KeepOtherParts(kind, next, old, update.Subresource);
        metadata = ObjectMeta.Of(next);
        foreach (var field in Kept) ObjectMeta.Take(metadata, oldMetadata, field);
        if (!metadata.ContainsKey("uid")) ObjectMeta.Take(metadata, oldMetadata, "uid");
        if (!metadata.ContainsKey("deletionGracePeriodSeconds")) ObjectMeta.Take(metadata, oldMetadata, "deletionGracePeriodSeconds");
        if (kind.IsNamespaced && !metadata.ContainsKey("namespace")) ObjectMeta.Take(metadata, oldMetadata, "namespace");
        if (!update.OwnsFieldsItself) OwnFields(kind, old, next, options, update.Subresource);
        // To finalize, or to set a status, is to change what the rules keep from change.
        if (update.Subresource is not ("finalize" or "status")) kind.Rules.PrepareForUpdate(next, old);
        if (kind.HasGeneration && update.Subresource is not ("status" or "binding") && WantsOtherThan(next, old))
            metadata["generation"] = (ObjectMeta.Number(oldMetadata, "generation") ?? 0) + 1;
        var errors = ErrorsOfUpdate(kind, next, old, update.Subresource);
        if (errors.Count > 0) throw Errors.Invalid(kind.Group, kind.Kind, ObjectMeta.Text(metadata, "name"), errors);
    }

    private static List<FieldError> ErrorsOfUpdate(ResourceKind kind, JsonObject next, JsonObject old, string subresource)
    {
        var errors = new List<FieldError>();
        if (!kind.Rules.ChecksMetadata)
        {
            // A real server checks metadata for all kinds and then once more with the kind.
            ObjectMetaValidator.ValidateUpdate(ObjectMeta.Of(next), ObjectMeta.Of(old), errors);
            errors.AddRange([.. errors]);
        }

        // A part that only the server or a scheduler sets is not held against the rules for what users may change.
        var isOwnPart = subresource is "status" or "binding" or "finalize";
        errors.AddRange(isOwnPart ? kind.Rules.ValidateStatus(next, old) : kind.Rules.Validate(next, old));
        return errors;
    }

    /// <summary>A change of one part leaves the others as they are, whatever it says of them.</summary>
    private static void KeepOtherParts(ResourceKind kind, JsonObject next, JsonObject old, string subresource)
    {
        if (!kind.HasStatus || subresource is not ("" or "status")) return;
        if (subresource.Length == 0)
        {
            ObjectMeta.Take(next, old, "status");
            return;
        }

        for (var at = next.Count - 1; at >= 0; at--)
        {
            var name = next.GetAt(at).Key;
            if (IsOfSpec(name) && !old.ContainsKey(name)) next.RemoveAt(at);
        }

        for (var at = 0; at < old.Count; at++)
        {
            var (name, member) = old.GetAt(at);
            if (IsOfSpec(name)) next[name] = RawJson.Copy(member);
        }

        var (metadata, oldMetadata) = (ObjectMeta.Of(next), ObjectMeta.Of(old));
        if (kind.IsCustom)
        {
            var (version, managed) = (metadata["resourceVersion"]?.DeepClone(), RawJson.Copy(metadata["managedFields"]));
            next["metadata"] = metadata = RawJson.Copy(oldMetadata);
            metadata["resourceVersion"] = version;
            if (managed is not null) metadata["managedFields"] = managed;
            return;
        }

        foreach (var field in new[] { "labels", "ownerReferences", "finalizers" }) ObjectMeta.Take(metadata, oldMetadata, field);
    }

    /// <summary>Whether anything but metadata and status differs.</summary>
    private static bool WantsOtherThan(JsonObject next, JsonObject old) =>
        next.Any(member => IsOfSpec(member.Key) && !JsonNode.DeepEquals(member.Value, old[member.Key]))
        || old.Any(member => IsOfSpec(member.Key) && member.Value is not null && !next.ContainsKey(member.Key));

    /// <summary>Whether a member of an object says what is wanted.</summary>
    private static bool IsOfSpec(string name) => name is not ("metadata" or "status" or "apiVersion" or "kind");

    /// <summary>Stores what came of a change; null if the object is no longer what was changed.</summary>
    private KubernetesObject? Commit(
        ResourceKind kind, ResourceLog log, string key, KubernetesObject stored, JsonObject next, JsonObject old, WriteOptions options)
    {
        FieldManager.KeepTimesIfUnchanged(old, next);
        var draft = ObjectWriter.Draft(ToStorage(next, kind), kind);
        if (draft.SaysTheSameAs(stored)) return stored;
        var isGone = IsDoneWith(kind, next, old);
        if (options.IsDryRun) return draft.WithVersion(isGone ? _store.Version : ulong.Parse(stored.ResourceVersionUtf8, System.Globalization.CultureInfo.InvariantCulture));
        if (isGone) return _store.TryDelete(log, key, stored, draft, out var deleted) ? deleted : null;
        return _store.TryUpdate(log, key, stored, draft, out var updated) ? updated : null;
    }

    /// <summary>Whether the last finalizer of an object that is to go was just removed.</summary>
    private static bool IsDoneWith(ResourceKind kind, JsonObject next, JsonObject old)
    {
        if (ObjectMeta.Of(next)["finalizers"] is JsonArray { Count: > 0 }) return false;
        var oldMetadata = ObjectMeta.Of(old);
        if (NamespaceLifecycle.IsNamespace(kind))
            return oldMetadata.ContainsKey("deletionTimestamp") && !NamespaceLifecycle.HasFinalizers(next);
        return ObjectMeta.Number(oldMetadata, "deletionGracePeriodSeconds") == 0;
    }

    private void OwnFields(ResourceKind kind, JsonObject? live, JsonObject value, WriteOptions options, string subresource)
    {
        if (options.Manager.Length > 0) FieldOwnership.Track(kind, subresource, live, value, options, _time.GetUtcNow());
        else if (live is not null) ObjectMeta.Take(ObjectMeta.Of(value), ObjectMeta.Of(live), "managedFields");
    }

    private static StatusException UidDiffers(ResourceKind kind, string @namespace, string name, string wanted, string found)
    {
        var group = kind.IsCustom ? $"{kind.Group}/" : "";
        return Errors.Conflict(
            kind,
            name,
            $"StorageError: invalid object, Code: 4, Key: /registry/{group}{kind.Plural}/{kind.Key(@namespace, name)}, ResourceVersion: 0, " +
            $"AdditionalErrorMsg: Precondition failed: UID in precondition: {wanted}, UID in object meta: {found}");
    }
}
