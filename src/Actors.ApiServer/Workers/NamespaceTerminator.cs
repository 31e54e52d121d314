using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Verbs;
using Actors.Objects;

namespace Actors.ApiServer.Workers;

/// <summary>Empties namespaces that are being deleted, and lets them go when nothing is left in them.</summary>
internal sealed class NamespaceTerminator(ObjectRegistry registry)
{
    private const string Finalizer = "kubernetes";

    private readonly HashSet<string> _ending = new(StringComparer.Ordinal);

    public bool HasWork => _ending.Count > 0;

    public void Observe(Change change)
    {
        if (change.Type == WatchEventType.Deleted) _ending.Remove(change.Key);
        else if (change.Object.IsBeingDeleted) _ending.Add(change.Key);
    }

    public void Work()
    {
        foreach (var name in _ending.ToArray()) Work(name);
    }

    private void Work(string name)
    {
        foreach (var kind in Kinds())
        {
            foreach (var (_, value) in registry.LogOf(kind).Objects.Between($"{name}/", $"{name}0"))
                if (!value.IsBeingDeleted) Delete(kind, value);
        }

        var remaining = Kinds().Select(kind => (Kind: kind, Count: registry.LogOf(kind).Objects.CountBetween($"{name}/", $"{name}0"))).Where(static one => one.Count > 0).ToList();
        if (remaining.Count == 0) Finish(name);
        else Report(name, remaining);
    }

    private IEnumerable<ResourceKind> Kinds() =>
        registry.Resources.All.Where(static kind => kind.IsNamespaced && kind.HasVerb("delete")).DistinctBy(static kind => kind.StorageResource);

    private void Delete(ResourceKind kind, KubernetesObject value)
    {
        try
        {
            registry.Delete(kind, value.Namespace, value.Name, new DeleteOptions { Uid = value.Uid, PropagationPolicy = "Background" });
        }
        catch (StatusException exception) when (exception.Status.Code is 404 or 409)
        {
            // Gone already, or another of the same name has come: the next round sees it.
        }
    }

    private void Finish(string name) => Change(name, value =>
    {
        if (value["spec"] is JsonObject spec && spec["finalizers"] is JsonArray finalizers)
        {
            var kept = finalizers.Where(static one => one!.GetValue<string>() != Finalizer).Select(static one => one!.DeepClone()).ToArray();
            if (kept.Length == 0) spec.Remove("finalizers");
            else spec["finalizers"] = new JsonArray(kept);
        }

        return value;
    }, "finalize");

    /// <summary>Says on the namespace what still keeps it.</summary>
    private void Report(string name, List<(ResourceKind Kind, int Count)> remaining) => Change(name, value =>
    {
        var what = string.Join(", ", remaining.Select(static one => $"{one.Kind.GroupResource} has {one.Count} resource instances"));
        var status = (JsonObject)value["status"]!;
        if (status["conditions"] is not JsonArray conditions) status["conditions"] = conditions = [];
        var message = $"Some resources are remaining: {what}";
        if (conditions.OfType<JsonObject>().FirstOrDefault(static one => ObjectMeta.Text(one, "type") == "NamespaceContentRemaining") is { } known)
        {
            known["message"] = message;
            return value;
        }

        conditions.Add(new JsonObject
        {
            ["type"] = "NamespaceContentRemaining",
            ["status"] = "True",
            ["lastTransitionTime"] = new Kubernetes.Models.Time(registry.Time.GetUtcNow()).ToString(),
            ["reason"] = "SomeResourcesRemain",
            ["message"] = message,
        });
        return value;
    }, "status");

    private void Change(string name, Func<JsonObject, JsonObject> change, string subresource)
    {
        var kind = registry.Resources.Find("", "v1", "namespaces")!;
        try
        {
            registry.Update(kind, "", name, new FunctionUpdate(change) { Subresource = subresource }, WriteOptions.Internal);
        }
        catch (StatusException exception) when (exception.Status.Code == 404)
        {
            _ending.Remove(name);
        }
    }
}
