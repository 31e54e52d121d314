namespace Actors.ApiServer.Workloads;

/// <summary>Which pods a workload that has too many can best do without: first those that do least.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-down-a-replicaset</remarks>
internal static class PodRank
{
    public static IComparer<ClusterObject> Comparer { get; } = Comparer<ClusterObject>.Create(static (left, right) => Compare(left, right));

    private static int Compare(ClusterObject left, ClusterObject right)
    {
        var (a, b) = (left.Pod, right.Pod);
        var order = (a.NodeName.Length > 0).CompareTo(b.NodeName.Length > 0);
        if (order == 0) order = PhaseRank(a.Phase).CompareTo(PhaseRank(b.Phase));
        if (order == 0) order = a.IsReady.CompareTo(b.IsReady);
        if (order == 0) order = a.DeletionCost.CompareTo(b.DeletionCost);
        if (order == 0 && a.IsReady) order = b.ReadySince.CompareTo(a.ReadySince);
        if (order == 0) order = b.Restarts.CompareTo(a.Restarts);
        if (order == 0) order = right.CreatedAt.CompareTo(left.CreatedAt);
        return order == 0 ? string.CompareOrdinal(left.Name, right.Name) : order;
    }

    private static int PhaseRank(string phase) => phase switch { "Pending" => 0, "Running" => 2, _ => 1 };
}
