using Actors.Objects;

namespace Actors.Ingest;

/// <summary>What is listed and watched: a kind, in all namespaces or in one, whole or selected.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The version to read.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">The namespace; empty for all, and for kinds of the whole cluster.</param>
/// <param name="LabelSelector">Only objects with such labels; empty for all.</param>
/// <param name="FieldSelector">Only objects with such fields; empty for all.</param>
/// <param name="Content">What is kept of each object.</param>
internal sealed record WatchedKind(
    string Group, string Version, string Kind, string Namespace = "", string LabelSelector = "", string FieldSelector = "",
    ObjectContent Content = ObjectContent.WithoutManagedFields)
{
    public GroupKind GroupKind => new(Group, Kind);

    public override string ToString() => $"{GroupKind}{(Namespace.Length == 0 ? "" : $" in {Namespace}")}";
}
