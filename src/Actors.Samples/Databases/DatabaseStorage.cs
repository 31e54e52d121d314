using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Operators;

namespace Actors.Samples.Databases;

/// <summary>
/// Follows the size of the volume. A StatefulSet's claim templates cannot change: the claim is made larger, then the StatefulSet is deleted without its pod and made
/// anew, which takes the pod over.
/// </summary>
internal static class DatabaseStorage
{
    /// <summary>Makes the volume as large as wanted.</summary>
    /// <returns>What stands in the way of applying the StatefulSet; null if nothing does.</returns>
    public static async Task<DatabaseState?> FitAsync(ReconcileContext<Database> context, CancellationToken cancellation)
    {
        var database = context.Object;
        if (context.Child<V1StatefulSet>(DatabaseNames.Of(database)) is not { } set) return null;
        if (set.Metadata.DeletionTimestamp is not null) return DatabaseState.ReplacingStatefulSet;
        var (size, wanted) = (DatabaseStatefulSet.StorageOf(set), database.Spec.StorageSize);
        if (wanted == size) return null;
        if (wanted < size) return DatabaseState.Failed("StorageCannotShrink", $"the volume has {size} and cannot shrink to {wanted}");

        // In this order, so that it is taken up again if it is interrupted in between.
        if (await GrowClaimAsync(context, cancellation) is { } refused) return refused;
        await context.Client.Resource<V1StatefulSet>().InNamespace(database.Metadata.Namespace!).DeleteAsync(
            DatabaseNames.Of(database), new V1DeleteOptions { PropagationPolicy = "Orphan", Preconditions = new V1Preconditions { Uid = set.Metadata.Uid } }, cancellation);
        context.Events.Normal("StorageGrows", $"the volume grows from {size} to {wanted}");
        return DatabaseState.ReplacingStatefulSet;
    }

    private static async Task<DatabaseState?> GrowClaimAsync(ReconcileContext<Database> context, CancellationToken cancellation)
    {
        var database = context.Object;
        var claims = context.Client.Resource<V1PersistentVolumeClaim>().InNamespace(database.Metadata.Namespace!);
        var larger = Patch.Merge(new { spec = new { resources = new { requests = new { storage = database.Spec.StorageSize.ToString() } } } });
        try
        {
            await claims.PatchAsync(DatabaseNames.ClaimOf(database), larger, cancellation: cancellation);
            return null;
        }
        catch (KubernetesException failure) when (failure.IsNotFound)
        {
            // The StatefulSet has not come to make it: the next one makes it as large as wanted.
            return null;
        }
        catch (KubernetesException failure) when (failure.IsForbidden || failure.IsInvalid)
        {
            return DatabaseState.Failed("StorageCannotGrow", failure.Status.Message ?? failure.Message);
        }
    }
}
