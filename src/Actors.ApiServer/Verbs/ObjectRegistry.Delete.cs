using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.Objects;

namespace Actors.ApiServer.Verbs;

internal sealed partial class ObjectRegistry
{
    private const string OrphanFinalizer = "orphan";
    private const string ForegroundFinalizer = "foregroundDeletion";

    /// <summary>Deletes an object, or marks it for deletion if somebody has to be done with it first.</summary>
    /// <returns>The object as it then is or last was, and whether it is gone.</returns>
    public (KubernetesObject Object, bool IsGone) Delete(ResourceKind kind, string @namespace, string name, DeleteOptions options)
    {
        if (NamespaceLifecycle.IsNamespace(kind) && NamespaceLifecycle.Immortal.Contains(name))
            throw Errors.Forbidden(kind, name, "this namespace may not be deleted");
        var log = LogOf(kind);
        var key = kind.Key(@namespace, name);
        while (true)
        {
            if (!log.Objects.TryGet(key, out var stored)) throw Errors.NotFound(kind, name);
            CheckPreconditions(kind, name, stored, options);
            var old = Parse(stored, kind);
            var next = (JsonObject)old.DeepClone();
            if (MarkForDeletion(kind, next, options))
            {
                if (options.IsDryRun) return (stored, true);
                if (_store.TryDelete(log, key, stored, null, out var deleted)) return (deleted, true);
                continue;
            }

            var draft = ObjectWriter.Draft(ToStorage(next, kind), kind);
            if (draft.SaysTheSameAs(stored)) return (stored, false);
            if (options.IsDryRun) return (draft.WithVersion(_store.Version), false);
            if (_store.TryUpdate(log, key, stored, draft, out var marked)) return (marked, false);
        }
    }

    /// <summary>Marks an object; true if nothing keeps it and it can go at once.</summary>
    private bool MarkForDeletion(ResourceKind kind, JsonObject value, DeleteOptions options)
    {
        var metadata = ObjectMeta.Of(value);
        var finalizers = FinalizersFor(ObjectMeta.Finalizers(metadata).ToList(), options);
        if (NamespaceLifecycle.IsNamespace(kind)) return MarkNamespace(value, metadata, finalizers);
        if (IsDefinition(kind)) MarkDefinition(value, metadata, finalizers);
        var grace = kind.Rules.GracePeriodSeconds(value, options.GracePeriodSeconds);
        var isMarked = metadata.ContainsKey("deletionTimestamp");
        ObjectMeta.SetFinalizers(metadata, finalizers);
        if (finalizers.Count == 0 && grace is null or 0) return true;
        if (!isMarked) Mark(metadata, grace ?? 0, countsGeneration: true);
        // A deletion that is asked for again can only come sooner.
        else if (grace is not null && grace < ObjectMeta.Number(metadata, "deletionGracePeriodSeconds")) Mark(metadata, grace.Value, countsGeneration: false);
        return false;
    }

    private void Mark(JsonObject metadata, long grace, bool countsGeneration)
    {
        metadata["deletionTimestamp"] = new Kubernetes.Models.Time(_time.GetUtcNow().AddSeconds(grace)).ToString();
        metadata["deletionGracePeriodSeconds"] = grace;
        if (countsGeneration && ObjectMeta.Number(metadata, "generation") is > 0 and var generation) metadata["generation"] = generation + 1;
    }

    private static bool IsDefinition(ResourceKind kind) => kind is { Group: "apiextensions.k8s.io", Plural: "customresourcedefinitions" };

    /// <summary>A definition goes only after its objects.</summary>
    private void MarkDefinition(JsonObject value, JsonObject metadata, List<string> finalizers)
    {
        if (metadata.ContainsKey("deletionTimestamp")) return;
        if (!finalizers.Contains(DefinitionConditions.CleanupFinalizer)) finalizers.Add(DefinitionConditions.CleanupFinalizer);
        DefinitionConditions.Terminate(value, _time.GetUtcNow());
    }

    private bool MarkNamespace(JsonObject value, JsonObject metadata, List<string> finalizers)
    {
        if (metadata.ContainsKey("deletionTimestamp")) return !NamespaceLifecycle.HasFinalizers(value) && finalizers.Count == 0;
        ObjectMeta.SetFinalizers(metadata, finalizers);
        metadata["deletionTimestamp"] = Now();
        NamespaceLifecycle.Terminate(value);
        return false;
    }

    /// <summary>The finalizers by which the garbage collector is told what to do with dependents.</summary>
    private static List<string> FinalizersFor(List<string> finalizers, DeleteOptions options)
    {
        var (orphans, isForeground) = options switch
        {
            { OrphanDependents: { } isOrphaning } => (isOrphaning, false),
            { PropagationPolicy: { Length: > 0 } policy } => (policy == "Orphan", policy == "Foreground"),
            _ => (finalizers.Contains(OrphanFinalizer), finalizers.Contains(ForegroundFinalizer)),
        };
        Set(OrphanFinalizer, orphans);
        Set(ForegroundFinalizer, isForeground);
        return finalizers;

        void Set(string finalizer, bool isWanted)
        {
            if (!isWanted) finalizers.RemoveAll(one => one == finalizer);
            else if (!finalizers.Contains(finalizer)) finalizers.Add(finalizer);
        }
    }

    private static void CheckPreconditions(ResourceKind kind, string name, KubernetesObject stored, DeleteOptions options)
    {
        if (options.Uid is { } uid && uid != stored.Uid)
        {
            throw Errors.KindConflict(
                kind,
                name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({stored.Uid}). The object might have been deleted and then recreated");
        }

        if (options.ResourceVersion is { } version && version != stored.ResourceVersion)
        {
            throw Errors.KindConflict(
                kind,
                name,
                $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({stored.ResourceVersion}). " +
                "The object might have been modified");
        }
    }
}
