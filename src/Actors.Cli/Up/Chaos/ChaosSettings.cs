using Actors.Settings;

namespace Actors.Cli.Up.Chaos;

/// <summary>The fleet's times under chaos: shorter, so that a pause past the lease takes seconds.</summary>
internal static class ChaosSettings
{
    /// <summary>They go together as <see cref="ClusterOptions.Contradictions"/> asks for.</summary>
    public static ClusterOptions Options { get; } = new()
    {
        RenewInterval = TimeSpan.FromSeconds(1),
        LeaseDuration = TimeSpan.FromSeconds(5),
        RenewDeadline = TimeSpan.FromSeconds(3),
        OperationTimeout = TimeSpan.FromSeconds(1),
        WriteTimeout = TimeSpan.FromMilliseconds(1500),
        HandoffTimeout = TimeSpan.FromSeconds(3),
        RebalanceInterval = TimeSpan.FromSeconds(2),
    };

    /// <summary>As variables of the operator's environment.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["AKKA__COORDINATION__LEASE__HEARTBEAT_INTERVAL"] = Units.Format(Options.RenewInterval),
        ["AKKA__COORDINATION__LEASE__HEARTBEAT_TIMEOUT"] = Units.Format(Options.LeaseDuration),
        ["AKKA__COORDINATION__LEASE__RENEW_DEADLINE"] = Units.Format(Options.RenewDeadline),
        ["AKKA__COORDINATION__LEASE__LEASE_OPERATION_TIMEOUT"] = Units.Format(Options.OperationTimeout),
        ["AKKA__CLUSTER__WRITE_TIMEOUT"] = Units.Format(Options.WriteTimeout),
        ["AKKA__CLUSTER__SHARDING__HANDOFF_TIMEOUT"] = Units.Format(Options.HandoffTimeout),
        ["AKKA__CLUSTER__SHARDING__REBALANCE_INTERVAL"] = Units.Format(Options.RebalanceInterval),
    };
}
