using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>
/// Who owns which fields after a write. An update owns what it changes, and takes it from all others; an apply owns what it names, shares what it leaves as it
/// is, and clashes with the owners of what it would change.
/// </summary>
/// <param name="kind">The kind.</param>
/// <param name="subresource">What is written to; empty for the main resource.</param>
/// <param name="ignored">What nobody comes to own by writing to it.</param>
internal sealed class FieldOwnership(ManagedKind kind, string subresource, FieldSet ignored)
{
    /// <summary>What is never owned: what the server sets, and what names the object.</summary>
    private static readonly FieldSet NeverOwned = FieldSet.Of([
        "apiVersion", "kind", "metadata", "metadata.name", "metadata.namespace", "metadata.creationTimestamp", "metadata.selfLink", "metadata.uid",
        "metadata.clusterName", "metadata.generation", "metadata.managedFields", "metadata.resourceVersion",
    ]);

    /// <summary>The type of the objects of the kind.</summary>
    public FieldType Type { get; } = FieldType.OfKind(kind.Schema);

    /// <summary>Accounts for an update.</summary>
    /// <param name="before">The object as it was.</param>
    /// <param name="after">The object as it will be.</param>
    /// <param name="managed">Who owns what; it is brought up to date.</param>
    /// <param name="manager">Who updates.</param>
    /// <param name="now">The time of the update.</param>
    public void Update(JsonObject before, JsonObject after, ManagedFields managed, string manager, DateTimeOffset now)
    {
        var comparisons = new FieldComparisons(TypeOf, ignored, before, after);
        Reconcile(managed);
        managed.Change(entry => WithoutChanged(entry.Fields, comparisons.Of(entry.ApiVersion)!).OrNull());
        var own = comparisons.Of(kind.ApiVersion)!.Changed.Difference(NeverOwned);
        if (!own.IsEmpty)
        {
            var identity = Identify(manager, isApply: false);
            var fields = managed.Find(identity)?.Fields.Union(own) ?? own;
            managed.Put(new ManagedFieldsEntry(identity, kind.ApiVersion, ManagedFieldsEntry.Format(now), fields));
        }

        managed.Cap();
    }

    /// <summary>Applies a configuration.</summary>
    /// <param name="live">The object as it is; empty if there is none yet.</param>
    /// <param name="applied">The configuration.</param>
    /// <param name="managed">Who owns what; it is brought up to date, unless there are conflicts.</param>
    /// <param name="manager">Who applies.</param>
    /// <param name="force">Whether to take over what others own.</param>
    /// <param name="now">The time of the apply.</param>
    /// <param name="conflicts">What clashes; empty if <paramref name="force"/> is set.</param>
    /// <returns>The object as it has to be.</returns>
    public JsonObject Apply(
        JsonObject live, JsonObject applied, ManagedFields managed, string manager, bool force, DateTimeOffset now, out IReadOnlyList<ApplyConflict> conflicts)
    {
        Reconcile(managed);
        var identity = Identify(manager, isApply: true);
        var last = managed.Find(identity);
        var named = FieldExtraction.Extract(applied, Type).RecursiveDifference(ignored);
        managed.Put(new ManagedFieldsEntry(identity, kind.ApiVersion, last?.Time, named));

        var merged = FieldMerger.Merge(live, applied, Type);
        if (last is { Fields.IsEmpty: false } && TypeOf(last.ApiVersion) is { } lastType) merged = Prune(merged, last, lastType, managed);

        var comparisons = new FieldComparisons(TypeOf, ignored, live, merged);
        conflicts = force ? [] : Clashes(managed, identity, comparisons);
        if (conflicts.Count > 0) return live;

        managed.Change(entry => entry.Identity == identity ? entry.Fields : WithoutChanged(entry.Fields, comparisons.Of(entry.ApiVersion)!).OrNull());
        var time = JsonNode.DeepEquals(live, merged) ? last?.Time : ManagedFieldsEntry.Format(now);
        managed.Put(new ManagedFieldsEntry(identity, kind.ApiVersion, time, named.Difference(NeverOwned)));
        managed.RemoveEmpty();
        return merged;
    }

    private static List<ApplyConflict> Clashes(ManagedFields managed, ManagerIdentity own, FieldComparisons comparisons) =>
        [.. from entry in managed.Entries
            where entry.Identity != own
            let clash = entry.Fields.Intersection(comparisons.Of(entry.ApiVersion)!.Changed)
            where !clash.IsEmpty
            select new ApplyConflict(entry.Identity, clash)];

    /// <summary>Takes out what the manager applied last time and now does not, unless somebody else owns it, or it was not the manager's to take out.</summary>
    private JsonObject Prune(JsonObject merged, ManagedFieldsEntry last, FieldType lastType, ManagedFields managed)
    {
        var lastFields = FieldReconciler.WithNamedContainers(last.Fields, lastType);
        var pruned = FieldRemover.Remove(merged, lastFields, lastType);
        foreach (var owned in managed.Entries.GroupBy(entry => entry.ApiVersion).OrderBy(version => version.Key != last.ApiVersion))
        {
            if (TypeOf(owned.Key) is not { } type) continue;
            var fields = owned.Aggregate(FieldSet.Empty, (set, entry) => set.Union(entry.Fields));
            var kept = FieldsOf(pruned, type).Union(FieldReconciler.WithNamedContainers(fields, type));
            pruned = FieldRemover.Remove(merged, FieldsOf(merged, type).Difference(kept), type);
        }

        var removed = FieldsOf(merged, lastType).Difference(FieldsOf(pruned, lastType));
        return FieldRemover.Remove(merged, removed.Intersection(lastFields), lastType);
    }

    private static FieldSet FieldsOf(JsonObject value, FieldType type) => FieldReconciler.WithNamedContainers(FieldExtraction.Extract(value, type), type);

    private static FieldSet WithoutChanged(FieldSet fields, FieldComparison comparison) => fields.Difference(comparison.Changed).Difference(comparison.Removed);

    /// <summary>Brings the entries up to the schemas as they are now: those of versions that are no more go.</summary>
    private void Reconcile(ManagedFields managed) =>
        managed.Change(entry => TypeOf(entry.ApiVersion) is { } type ? FieldReconciler.Reconcile(entry.Fields, type) : null);

    private FieldType? TypeOf(string apiVersion) =>
        apiVersion == kind.ApiVersion ? Type : kind.SchemaOf(apiVersion) is { } schema ? FieldType.OfKind(schema) : null;

    private ManagerIdentity Identify(string manager, bool isApply) =>
        ManagedFieldsEntry.Identify(manager.Length == 0 ? FieldManagerName.Unknown : manager, isApply, kind.ApiVersion, subresource);
}
