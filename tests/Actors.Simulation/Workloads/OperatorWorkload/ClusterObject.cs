using System.Globalization;
using System.Text;
using Actors.Objects;

namespace Actors.Simulation;

/// <summary>An object as the simulated API server holds it.</summary>
internal sealed record ClusterObject(string Kind, string Name, string Uid)
{
    public long Generation { get; init; } = 1;

    public ulong Version { get; init; }

    public bool IsBeingDeleted { get; init; }

    public bool HasFinalizer { get; init; }

    /// <summary>What is wanted.</summary>
    public int Spec { get; init; }

    /// <summary>What its controller says it has done: the generation and the value; -1 for nothing.</summary>
    public (long Generation, int Value) Status { get; init; } = (-1, -1);

    /// <summary>Name and uid of the controller owner; null if there is none.</summary>
    public (string Name, string Uid)? Owner { get; init; }

    /// <summary>The object as the server sends it.</summary>
    public KubernetesObject ToBytes()
    {
        var deletion = IsBeingDeleted ? ",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"" : "";
        var finalizers = HasFinalizer ? $",\"finalizers\":[\"{Cluster.Finalizer}\"]" : "";
        var owners = Owner is { } owner
            ? $",\"ownerReferences\":[{{\"apiVersion\":\"{Cluster.ApiVersion}\",\"kind\":\"{Cluster.Primary}\",\"name\":\"{owner.Name}\",\"uid\":\"{owner.Uid}\",\"controller\":true}}]"
            : "";
        var metadata = $"\"name\":\"{Name}\",\"namespace\":\"n\",\"uid\":\"{Uid}\",\"resourceVersion\":\"{Version}\",\"generation\":{Generation}{deletion}{finalizers}{owners}";
        return KubernetesObject.Parse(Encoding.UTF8.GetBytes(
            $"{{\"apiVersion\":\"{Cluster.ApiVersion}\",\"kind\":\"{Kind}\",\"metadata\":{{{metadata}}},\"spec\":{Spec},\"status\":[{Status.Generation},{Status.Value}]}}"));
    }

    /// <summary>The status of an object that came over the wire.</summary>
    public static (long Generation, int Value) StatusOf(KubernetesObject received)
    {
        var both = Encoding.UTF8.GetString(received.StatusJson).Trim('[', ']').Split(',');
        return (long.Parse(both[0], CultureInfo.InvariantCulture), int.Parse(both[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The spec of an object that came over the wire.</summary>
    public static int SpecOf(KubernetesObject received) => int.Parse(Encoding.UTF8.GetString(received.SpecJson), CultureInfo.InvariantCulture);
}
