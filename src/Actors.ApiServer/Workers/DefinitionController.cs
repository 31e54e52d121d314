using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Verbs;
using Actors.Objects;

namespace Actors.ApiServer.Workers;

/// <summary>Brings the resources a server has in line with its custom resource definitions.</summary>
internal sealed class DefinitionController(ObjectRegistry registry)
{
    private static readonly WriteOptions Writer = WriteOptions.Internal with { Manager = "kube-apiserver" };

    private readonly ResourceKind _kind = KindOf(registry.Resources);

    public static ResourceKind KindOf(ResourceRegistry resources) => resources.Find("apiextensions.k8s.io", "v1", "customresourcedefinitions")!;

    /// <summary>Takes a definition up as it now is.</summary>
    public void Sync(string name)
    {
        if (!registry.LogOf(_kind).Objects.TryGet(name, out var stored)) return;
        var definition = ObjectRegistry.Parse(stored, _kind);
        if (!stored.IsBeingDeleted)
        {
            definition = WriteStatus(name, value => DefinitionStatus.Accept(value, Clash(value), Now()));
            // Only then another definition may have got the names that this one had.
        }

        if (!DefinitionStatus.IsTrue(definition, "Established")) return;
        var read = CustomResourceDefinition.Read(definition);
        registry.Resources.Replace(read.Group, read.Names.Plural, CustomKinds.Of(read, stored.IsBeingDeleted));
    }

    /// <summary>Takes the resources of a definition away that is gone, and gives its names to those that wait for them.</summary>
    public void Remove(KubernetesObject gone)
    {
        var read = CustomResourceDefinition.Read(ObjectRegistry.Parse(gone, _kind));
        registry.Resources.Remove(read.Group, read.Names.Plural);
        foreach (var (name, other) in registry.LogOf(_kind).Objects.Between("", null))
            if (!other.IsBeingDeleted && name.EndsWith($".{read.Group}", StringComparison.Ordinal)) Sync(name);
    }

    /// <summary>Deletes the objects of a definition that is being deleted, and lets it go when none is left; whether it is gone.</summary>
    public bool TryFinish(string name)
    {
        if (!registry.LogOf(_kind).Objects.TryGet(name, out var stored) || !stored.IsBeingDeleted) return true;
        if (!stored.Finalizers.Contains(DefinitionStatus.Finalizer)) return true;
        var read = CustomResourceDefinition.Read(ObjectRegistry.Parse(stored, _kind));
        if (registry.Resources.FindAnyVersion(read.Group, read.Names.Plural) is { IsCustom: true } kind && !IsEmptied(kind)) return false;
        WriteStatus(name, value => DefinitionStatus.SetCondition(value, "Terminating", "False", "InstanceDeletionCompleted", "removed all instances", Now()));
        var update = new FunctionUpdate(value =>
        {
            var metadata = ObjectMeta.Of(value);
            ObjectMeta.SetFinalizers(metadata, [.. ObjectMeta.Finalizers(metadata).Where(static one => one != DefinitionStatus.Finalizer)]);
            return value;
        });
        registry.Update(_kind, "", name, update, WriteOptions.Internal);
        return true;
    }

    private bool IsEmptied(ResourceKind kind)
    {
        foreach (var (_, value) in registry.LogOf(kind).Objects.Between("", null))
        {
            if (value.IsBeingDeleted) continue;
            try
            {
                registry.Delete(kind, value.Namespace, value.Name, new DeleteOptions { Uid = value.Uid });
            }
            catch (StatusException exception) when (exception.Status.Code is 404 or 409)
            {
                // Gone already, or replaced: the next round sees it.
            }
        }

        return registry.LogOf(kind).Objects.Count == 0;
    }

    /// <summary>Which name of a definition another one of its group has got already; null if none.</summary>
    private (string Reason, string Name)? Clash(JsonObject definition)
    {
        var group = ObjectMeta.Text((JsonObject)definition["spec"]!, "group");
        var own = ObjectMeta.Text(ObjectMeta.Of(definition), "name");
        var wanted = CustomResourceNames.Read(definition["spec"]!["names"] as JsonObject);
        foreach (var (name, stored) in registry.LogOf(_kind).Objects.Between("", null))
        {
            if (name == own || !name.EndsWith($".{group}", StringComparison.Ordinal)) continue;
            var other = ObjectRegistry.Parse(stored, _kind);
            var taken = CustomResourceNames.Read(other["status"]?["acceptedNames"] as JsonObject);
            if (Clash(wanted, taken) is { } clash) return clash;
        }

        return null;
    }

    private static (string, string)? Clash(CustomResourceNames wanted, CustomResourceNames taken)
    {
        string[] resources = [taken.Plural, taken.Singular, .. taken.ShortNames];
        string[] kinds = [taken.Kind, taken.ListKind];
        if (resources.Contains(wanted.Plural)) return ("PluralConflict", wanted.Plural);
        if (resources.Contains(wanted.Singular)) return ("SingularConflict", wanted.Singular);
        if (wanted.ShortNames.FirstOrDefault(resources.Contains) is { } shortName) return ("ShortNamesConflict", shortName);
        if (kinds.Contains(wanted.Kind)) return ("KindConflict", wanted.Kind);
        return kinds.Contains(wanted.ListKind) ? ("ListKindConflict", wanted.ListKind) : null;
    }

    private JsonObject WriteStatus(string name, Func<JsonObject, JsonObject> change)
    {
        var (stored, _) = registry.Update(_kind, "", name, new StatusUpdate(change), Writer);
        return ObjectRegistry.Parse(stored, _kind);
    }

    private string Now() => new Kubernetes.Models.Time(registry.Time.GetUtcNow()).ToString();

    /// <summary>A change of the status, owned by the server.</summary>
    private sealed class StatusUpdate : ObjectUpdate
    {
        private readonly Func<JsonObject, JsonObject> _change;

        public StatusUpdate(Func<JsonObject, JsonObject> change)
        {
            _change = change;
            Subresource = "status";
        }

        public override JsonObject Apply(JsonObject? current) => _change((JsonObject)current!.DeepClone());
    }
}
