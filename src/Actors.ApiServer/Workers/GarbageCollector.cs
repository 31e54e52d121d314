using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Verbs;
using Actors.Kubernetes;
using Actors.Objects;
using WriteOptions = Actors.ApiServer.Verbs.WriteOptions;

namespace Actors.ApiServer.Workers;

/// <summary>
/// Deletes objects whose owners are all gone, and carries out what the finalizers <c>foregroundDeletion</c> and <c>orphan</c> stand for.
/// </summary>
/// <remarks>https://kubernetes.io/docs/concepts/architecture/garbage-collection/</remarks>
internal sealed class GarbageCollector(ObjectRegistry registry)
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    private readonly Dictionary<string, HashSet<ObjectReference>> _dependents = new(StringComparer.Ordinal);
    private readonly HashSet<ObjectReference> _queue = [];

    /// <summary>Whether something may have to be deleted.</summary>
    public bool HasWork => _queue.Count > 0;

    /// <summary>Takes note of a change.</summary>
    public void Observe(ResourceKind kind, Change change)
    {
        var reference = new ObjectReference(kind, change.Key);
        if (!change.Previous.IsEmpty)
        {
            foreach (var owner in change.Previous.OwnerReferences) Unlink(owner.Uid, reference);
        }

        if (change.Type == WatchEventType.Deleted)
        {
            EnqueueDependents(change.Object.Uid);
            // An owner in the foreground waits for those that go.
            foreach (var owner in change.Object.OwnerReferences) EnqueueOwner(owner, reference.Namespace);
            return;
        }

        var owners = change.Object.OwnerReferences;
        foreach (var owner in owners) Link(owner.Uid, reference);
        if (change.Object.IsBeingDeleted && change.Object.Finalizers.Any(static one => one is Foreground or Orphan)) _queue.Add(reference);
        else if (owners.Any(owner => StateOf(owner, reference.Namespace) != OwnerState.Solid)) _queue.Add(reference);
    }

    /// <summary>Works off what is due. What comes of it comes back as changes.</summary>
    public void Work()
    {
        var due = _queue.ToArray();
        _queue.Clear();
        foreach (var reference in due)
        {
            try
            {
                Attempt(reference);
            }
            catch (StatusException exception) when (exception.Status.Code is 404 or 409)
            {
                // It is gone, or changed under our hands; a change of it comes back here.
            }
        }
    }

    private void Attempt(ObjectReference reference)
    {
        if (!registry.LogOf(reference.Kind).Objects.TryGet(reference.Key, out var value)) return;
        if (value.IsBeingDeleted)
        {
            var finalizers = value.Finalizers;
            if (finalizers.Contains(Orphan)) OrphanDependents(reference, value);
            else if (finalizers.Contains(Foreground)) DeleteDependents(reference, value);
            return;
        }

        var owners = value.OwnerReferences.ToLookup(owner => StateOf(owner, reference.Namespace));
        if (value.OwnerReferences.Count == 0 || owners[OwnerState.Unknown].Any()) return;
        var unwanted = owners[OwnerState.Absent].Concat(owners[OwnerState.Waiting]).Select(static owner => owner.Uid).ToHashSet(StringComparer.Ordinal);
        if (unwanted.Count == 0) return;
        if (owners[OwnerState.Solid].Any())
        {
            RemoveOwners(reference, unwanted);
            return;
        }

        var policy = owners[OwnerState.Waiting].Any() && _dependents.ContainsKey(value.Uid) ? "Foreground" : "Background";
        registry.Delete(reference.Kind, reference.Namespace, reference.Name, new DeleteOptions { Uid = value.Uid, PropagationPolicy = PolicyOf(value) ?? policy });
    }

    private static string? PolicyOf(KubernetesObject value) =>
        value.Finalizers.Contains(Orphan) ? "Orphan" : value.Finalizers.Contains(Foreground) ? "Foreground" : null;

    /// <summary>Lets the dependents of an object go that is deleted in the foreground, and the object itself when none is left that holds it.</summary>
    private void DeleteDependents(ObjectReference reference, KubernetesObject value)
    {
        var dependents = DependentsOf(value.Uid).ToList();
        foreach (var dependent in dependents.Where(static one => !one.Object.IsBeingDeleted)) _queue.Add(dependent.Reference);
        if (!dependents.Exists(one => Blocks(one.Object, value.Uid))) RemoveFinalizer(reference, Foreground);
    }

    private void OrphanDependents(ObjectReference reference, KubernetesObject value)
    {
        foreach (var (dependent, _) in DependentsOf(value.Uid).ToList()) RemoveOwners(dependent, [value.Uid]);
        RemoveFinalizer(reference, Orphan);
    }

    private IEnumerable<(ObjectReference Reference, KubernetesObject Object)> DependentsOf(string uid)
    {
        if (!_dependents.TryGetValue(uid, out var references)) yield break;
        foreach (var reference in references)
            if (registry.LogOf(reference.Kind).Objects.TryGet(reference.Key, out var value)) yield return (reference, value);
    }

    private static bool Blocks(KubernetesObject dependent, string ownerUid)
    {
        var owners = JsonNode.Parse(dependent.MetadataJson)?["ownerReferences"] as JsonArray ?? [];
        return owners.OfType<JsonObject>().Any(owner => ObjectMeta.Text(owner, "uid") == ownerUid && owner["blockOwnerDeletion"] is JsonValue flag && flag.TryGetValue(out bool blocks) && blocks);
    }

    private void RemoveOwners(ObjectReference reference, HashSet<string> uids) => Change(reference, metadata =>
    {
        if (metadata["ownerReferences"] is not JsonArray owners) return;
        var kept = owners.OfType<JsonObject>().Where(owner => !uids.Contains(ObjectMeta.Text(owner, "uid"))).Select(static owner => (JsonNode?)owner.DeepClone()).ToArray();
        if (kept.Length == 0) metadata.Remove("ownerReferences");
        else metadata["ownerReferences"] = new JsonArray(kept);
    });

    private void RemoveFinalizer(ObjectReference reference, string finalizer) => Change(
        reference,
        metadata => ObjectMeta.SetFinalizers(metadata, [.. ObjectMeta.Finalizers(metadata).Where(one => one != finalizer)]));

    private void Change(ObjectReference reference, Action<JsonObject> change)
    {
        var update = new FunctionUpdate(value =>
        {
            change(ObjectMeta.Of(value));
            return value;
        });
        registry.Update(reference.Kind, reference.Namespace, reference.Name, update, WriteOptions.Internal);
    }

    private OwnerState StateOf(OwnerReferenceView owner, string @namespace)
    {
        if (FindOwner(owner, @namespace) is not { } reference) return OwnerState.Unknown;
        if (!registry.LogOf(reference.Kind).Objects.TryGet(reference.Key, out var value) || value.Uid != owner.Uid) return OwnerState.Absent;
        return value.IsBeingDeleted && value.Finalizers.Contains(Foreground) ? OwnerState.Waiting : OwnerState.Solid;
    }

    private void EnqueueOwner(OwnerReferenceView owner, string @namespace)
    {
        if (FindOwner(owner, @namespace) is { } reference && StateOf(owner, @namespace) == OwnerState.Waiting) _queue.Add(reference);
    }

    private ObjectReference? FindOwner(OwnerReferenceView owner, string @namespace)
    {
        var type = GroupVersionKind.Of(owner.ApiVersion, owner.Kind);
        var kind = registry.Resources.FindKind(type.Group, type.Version, type.Kind) ?? registry.Resources.All.Find(one => one.Group == type.Group && one.Kind == type.Kind && one.HasVerb("get"));
        return kind is null ? null : new ObjectReference(kind, kind.Key(@namespace, owner.Name));
    }

    private void EnqueueDependents(string uid)
    {
        if (_dependents.TryGetValue(uid, out var dependents)) _queue.UnionWith(dependents);
    }

    private void Link(string uid, ObjectReference dependent)
    {
        if (!_dependents.TryGetValue(uid, out var dependents)) _dependents[uid] = dependents = [];
        dependents.Add(dependent);
    }

    private void Unlink(string uid, ObjectReference dependent)
    {
        if (_dependents.TryGetValue(uid, out var dependents) && dependents.Remove(dependent) && dependents.Count == 0) _dependents.Remove(uid);
    }

    private enum OwnerState
    {
        /// <summary>It is there and stays.</summary>
        Solid,

        /// <summary>It is gone.</summary>
        Absent,

        /// <summary>It is being deleted and waits for its dependents.</summary>
        Waiting,

        /// <summary>The server does not know its kind and cannot say.</summary>
        Unknown,
    }
}
