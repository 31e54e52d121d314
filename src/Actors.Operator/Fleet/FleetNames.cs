using System.Text.RegularExpressions;
using Actors.Cluster;
using Actors.Kubernetes.Models;
using Actors.Operators.Hosting;

namespace Actors.Operators.Fleet;

/// <summary>What the objects are called by which the replicas of an operator agree, and what they work on.</summary>
/// <param name="Operator">The operator's name.</param>
/// <param name="Namespace">Where they are.</param>
/// <param name="Kinds">What this replica reconciles, as <c>Database.example.com</c>, with blanks between them.</param>
internal sealed partial record FleetNames(string Operator, string Namespace, string Kinds)
{
    /// <summary>The label of the Leases, with the operator's name as its value.</summary>
    public const string Label = "actors.dev/fleet";

    /// <summary>The key in the ConfigMap.</summary>
    public const string MapKey = "map";

    // A label's value, and what a Lease's name has room for beside the incarnation.
    private const int OperatorMax = 63;
    private const int ReplicaMax = 170;

    public string Map => $"{Operator}-shards";

    public LabelSelectorExpression Leases => LabelSelectorExpression.Parse($"{Label}={Operator}");

    /// <summary>The name of a Lease. That of a replica has an underscore before its incarnation, which objects' names cannot have.</summary>
    public string LeaseOf(string name) => $"{Operator}.{name.Replace('_', '.')}";

    /// <summary>The replica whose life it is: of <c>replica-0_3f…</c>, as the map and Leases have it, <c>replica-0</c>.</summary>
    public static string ReplicaOf(string life)
    {
        var at = life.LastIndexOf('_');
        return at < 0 ? life : life[..at];
    }

    /// <exception cref="OperatorStartException">One of the names cannot be that of an object.</exception>
    public static void Check(string @operator, string replica)
    {
        if (@operator.Length > OperatorMax || !Subdomain().IsMatch(@operator))
            throw new OperatorStartException($"The operator's name '{@operator}' cannot be that of a fleet: objects are called by it, so it has to be of a-z, 0-9, '-' and '.', at most {OperatorMax} long");
        if (replica.Length > ReplicaMax || !Subdomain().IsMatch(replica))
            throw new OperatorStartException($"'{replica}' cannot be a replica's name: its Lease is called by it, so it has to be of a-z, 0-9, '-' and '.', at most {ReplicaMax} long; set another with --replica");
        if (replica == LeaseRecord.Coordinator)
            throw new OperatorStartException($"'{replica}' cannot be a replica's name: the coordinator's Lease is called so; set another with --replica");
    }

    // RFC 1123, as Kubernetes has it for the names of objects.
    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();
}
