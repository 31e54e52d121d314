using System.Text.Json;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Telemetry;
using Actors.Reconciling;

namespace Actors.Operators.Running;

/// <summary>Carries out what actors do to objects without the author: finalizers, and looking whether a child is there.</summary>
internal sealed class ObjectRunner(ControllerSet controllers, KubernetesClient client, string fieldManager, TraceOrigin origin)
{
    public Task<object> AddFinalizerAsync(AddFinalizer add, CancellationToken cancellation) =>
        SetFinalizersAsync(add, add.Controller, add.Object, [.. add.Object.Finalizers, add.Controller.Finalizer!], cancellation);

    public async Task<object> RemoveFinalizerAsync(RemoveFinalizer remove, CancellationToken cancellation)
    {
        var others = remove.Object.Finalizers.Where(one => one != remove.Controller.Finalizer).ToList();
        var outcome = await SetFinalizersAsync(remove, remove.Controller, remove.Object, others, cancellation).ConfigureAwait(false);

        // Gone without our doing, which is what was wanted.
        return outcome is WriteFailed { Failure.Code: 404 } ? new ObjectWritten(default) : outcome;
    }

    public async Task<object> ReadChildAsync(ReadChild read, CancellationToken cancellation)
    {
        var resource = ResourceOf(controllers[read.Controller].Owned[read.Kind], read.Last);
        try
        {
            return new ChildRead(read.Kind, read.Last, await resource.FindAsync(read.Last.Name, cancellation).ConfigureAwait(false));
        }
        catch (Exception failure) when (RequestFailedException.FailureOf(failure) is { } known)
        {
            return new ChildRead(read.Kind, read.Last, default, known);
        }
    }

    private async Task<object> SetFinalizersAsync(OwnedEffect cause, ControllerSpec controller, KubernetesObject subject, IReadOnlyList<string> finalizers, CancellationToken cancellation)
    {
        using var activity = Traces.Begin(cause is AddFinalizer ? "add finalizer" : "remove finalizer", controller, subject, cause, origin);
        var change = new
        {
            metadata = new { uid = subject.Uid, resourceVersion = subject.ResourceVersion, finalizers },
        };
        var patch = Patch.Merge(JsonSerializer.SerializeToUtf8Bytes(change, KubernetesJson.Options));
        var resource = ResourceOf(controllers[controller].Kind, subject);
        try
        {
            var options = new PatchOptions { FieldManager = fieldManager };
            return new ObjectWritten(await resource.PatchAsync(subject.Name, patch, options, cancellation).ConfigureAwait(false));
        }
        catch (Exception failure) when (RequestFailedException.FailureOf(failure) is { } known)
        {
            return new WriteFailed(known);
        }
    }

    private ResourceClient<KubernetesObject> ResourceOf(KubernetesEntity kind, KubernetesObject subject) =>
        client.Resource(kind.Resource, ObjectContent.WithoutManagedFields).InNamespace(subject.Namespace);
}
