using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Testing;

public sealed partial class OperatorTestKit
{
    /// <summary>
    /// Has a reconciler reconcile one object once, among objects that are as given: nothing else happens in that cluster. An object with a deletion timestamp is finalized instead.
    /// </summary>
    /// <param name="reconciler">The author's.</param>
    /// <param name="subject">The object, with its status.</param>
    /// <param name="configure">What the controller watches; the kinds of <paramref name="children"/> at least.</param>
    /// <param name="children">Objects that belong to it, with their status; their owner references are set here.</param>
    /// <param name="others">Other objects, with their status.</param>
    /// <param name="definition">The kind's CustomResourceDefinition; null for one that lets everything pass.</param>
    /// <example><code>await using var run = await OperatorTestKit.ReconcileOnceAsync(new DatabaseReconciler(time), database, DatabaseController.Configure);</code></example>
    public static async Task<SingleReconcile<T>> ReconcileOnceAsync<T>(
        IReconciler<T> reconciler,
        T subject,
        Action<ControllerOptions<T>>? configure = null,
        IReadOnlyList<IKubernetesObject>? children = null,
        IReadOnlyList<IKubernetesObject>? others = null,
        string? definition = null)
        where T : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(reconciler);
        ArgumentNullException.ThrowIfNull(subject);
        var run = new SingleRun<T>(reconciler);
        var options = new OperatorTestKitOptions { Workloads = null };
        var server = await ApiServer.ApiServer.StartAsync(new ApiServer.ApiServerOptions { CollectionDelay = Timeout.InfiniteTimeSpan });
        var kit = new OperatorTestKit(options, builder => AddSingle(builder, run, reconciler is IFinalizer<T>, configure), server);
        try
        {
            if (definition is not null || TestDefinition.IsNeeded<T>()) await kit.DefineAsync(definition ?? TestDefinition.Of<T>());
            await kit.PutAsync(subject, children ?? [], others ?? []);
            await kit.StartOperatorAsync();
            await run.Ended.WaitAsync(options.Timeout);
            await kit.StopOperatorAsync();
            return new SingleReconcile<T>(kit, run, await kit.FindAsync<T>(subject.Metadata.Namespace ?? "", subject.Metadata.Name!), kit.Requests.Writes);
        }
        catch
        {
            await kit.DisposeAsync();
            throw;
        }
    }

    private static void AddSingle<T>(OperatorBuilder builder, SingleRun<T> run, bool finalizes, Action<ControllerOptions<T>>? configure)
        where T : class, IKubernetesObject
    {
        builder.Services.AddSingleton(run);
        if (finalizes) builder.Add<T, SingleFinalizer<T>>(configure);
        else builder.Add<T, SingleReconciler<T>>(configure);
    }

    private async Task PutAsync<T>(T subject, IReadOnlyList<IKubernetesObject> children, IReadOnlyList<IKubernetesObject> others)
        where T : class, IKubernetesObject
    {
        var entity = KubernetesEntity.Of<T>();
        if (entity.Namespaced) subject.Metadata.Namespace ??= "default";
        var isBeingDeleted = subject.Metadata.DeletionTimestamp is not null;
        if (isBeingDeleted && subject.Metadata.Finalizers is not { Count: > 0 }) subject.Metadata.Finalizers = [$"{entity.Plural}.{entity.Group}/finalizer"];
        var created = await PutAsync(subject);
        foreach (var child in children)
        {
            child.Metadata.Namespace ??= subject.Metadata.Namespace;
            child.Metadata.OwnerReferences =
            [
                new V1OwnerReference { ApiVersion = entity.ApiVersion, Kind = entity.Kind, Name = created.Name, Uid = created.Uid, Controller = true, BlockOwnerDeletion = true },
            ];
            await PutAsync(child);
        }

        foreach (var other in others) await PutAsync(other);
        if (isBeingDeleted) await Client.Resource<T>().InNamespace(created.Namespace).DeleteAsync(created.Name);
    }

    /// <summary>Creates an object and then writes its status, which a creation does not take.</summary>
    private async Task<KubernetesObject> PutAsync(IKubernetesObject put)
    {
        var entity = KubernetesEntity.Of(put.GetType());
        if (entity.Namespaced) put.Metadata.Namespace ??= "default";
        var bytes = put.ToKubernetesObject();
        var objects = Client.Resource(entity.Resource).InNamespace(put.Metadata.Namespace ?? "");
        var created = await objects.CreateAsync(bytes);
        return bytes.StatusJson.IsEmpty ? created : await objects.PatchStatusAsync(created.Name, Patch.Merge($$"""{"status":{{System.Text.Encoding.UTF8.GetString(bytes.StatusJson)}}}"""));
    }
}
