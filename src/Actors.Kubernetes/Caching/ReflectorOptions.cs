using Actors.Ingest;
using Actors.Kubernetes.Models;

namespace Actors.Kubernetes;

/// <summary>What a <see cref="Reflector"/> lists and watches, and how.</summary>
public sealed record ReflectorOptions
{
    /// <summary>Only objects with such labels.</summary>
    public LabelSelectorExpression? LabelSelector { get; init; }

    /// <summary>Only objects with such fields.</summary>
    public FieldSelector? FieldSelector { get; init; }

    /// <summary>Pages, waits and limits; and the shards, if not all objects are wanted.</summary>
    public ListWatchOptions ListWatch { get; init; } = new();
}
