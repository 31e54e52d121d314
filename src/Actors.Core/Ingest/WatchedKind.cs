using System.Globalization;
using Actors.Kernel;
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

    /// <summary>A name that tells it from all others, the same in every process: by kind and version, and by what is selected, where something is. Without blanks and slashes.</summary>
    public string Id
    {
        get
        {
            var suffix = Namespace.Length + LabelSelector.Length + FieldSelector.Length == 0
                ? Version
                : Fnv1a.Hash($"{Namespace}|{LabelSelector}|{FieldSelector}|{Version}").ToString("x16", CultureInfo.InvariantCulture);
            return $"{GroupKind}-{suffix}";
        }
    }

    public override string ToString() => $"{GroupKind}{(Namespace.Length == 0 ? "" : $" in {Namespace}")}";
}
