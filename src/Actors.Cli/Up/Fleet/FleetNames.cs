using System.Globalization;

namespace Actors.Cli.Up.Fleet;

/// <summary>How the fleet's parts are called in the cluster, and its replicas.</summary>
internal static class FleetNames
{
    public const string Operator = "database-operator";

    /// <summary>What the one process is called that is no replica of a fleet.</summary>
    public const string Single = "operator";

    public const string Namespace = "default";

    /// <summary>The ConfigMap of the shard map.</summary>
    public const string Map = Operator + "-shards";

    /// <summary>The key in it.</summary>
    public const string MapKey = "map";

    /// <summary>What the names of the fleet's Leases begin with.</summary>
    public const string LeasePrefix = Operator + ".";

    private const char LifeSeparator = '_';

    public static string Replica(int number) => string.Create(CultureInfo.InvariantCulture, $"replica-{number}");

    /// <summary>The replica whose life it is: of <c>replica-0_3f…</c>, as the map and Leases have it, <c>replica-0</c>.</summary>
    public static string ReplicaOf(string life)
    {
        var at = life.LastIndexOf(LifeSeparator);
        return at < 0 ? life : life[..at];
    }

    /// <summary>The replica that sends such a user agent; null if no replica does.</summary>
    public static string? SenderOf(string userAgent)
    {
        const string Prefix = Operator + "/";
        return userAgent.StartsWith(Prefix, StringComparison.Ordinal) ? userAgent[Prefix.Length..].Split(' ')[0] : null;
    }
}
