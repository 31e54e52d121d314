using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>What a table shows of a node.</summary>
internal static class NodeCells
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string RoleLabel = "kubernetes.io/role";

    public static string Status(JsonObject node)
    {
        var status = TableCells.Condition(node, "Ready").Text("status") switch { "True" => "Ready", "" => "Unknown", _ => "NotReady" };
        return node.IsTrue("spec", "unschedulable") ? status + ",SchedulingDisabled" : status;
    }

    /// <summary>The roles its labels give it, in order.</summary>
    public static string Roles(JsonObject node)
    {
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (label, value) in node.At("metadata", "labels") as JsonObject ?? [])
        {
            if (label.StartsWith(RolePrefix, StringComparison.Ordinal) && label.Length > RolePrefix.Length) roles.Add(label[RolePrefix.Length..]);
            else if (label == RoleLabel && value.Text().Length > 0) roles.Add(value.Text());
        }

        return string.Join(",", roles);
    }
}
