using Actors.Kubernetes.Models;

namespace Actors.Samples.Databases;

/// <summary>What a reconcile found out.</summary>
/// <param name="Phase">How far the database is.</param>
/// <param name="Reason">Why, in one CamelCase word.</param>
/// <param name="Message">Why, for people.</param>
internal sealed record DatabaseState(DatabasePhase Phase, string Reason, string Message)
{
    public static DatabaseState ReplacingStatefulSet { get; } = new(DatabasePhase.Provisioning, "ReplacingStatefulSet", "the StatefulSet is being replaced; its pod goes on");

    /// <summary>Whether it is for want of a password that the database is not there.</summary>
    public bool LacksPassword { get; private init; }

    /// <summary>Whether it waits for something that nobody tells it of, and has to look again.</summary>
    public bool LooksAgain { get; private init; }

    public static DatabaseState SecretOfAnother(string name) =>
        new(DatabasePhase.Pending, "SecretOfAnother", $"the Secret {name} belongs to something else, such as a former Database of this name, and has to go first") { LacksPassword = true, LooksAgain = true };

    public static DatabaseState NoPassword(string reason, string message) => new(DatabasePhase.Pending, reason, message) { LacksPassword = true };

    public static DatabaseState Failed(string reason, string message) => new(DatabasePhase.Failed, reason, message);

    /// <summary>As far as its StatefulSet is. Its figures count only once they are about what is wanted now.</summary>
    public static DatabaseState Of(V1StatefulSet set)
    {
        var (wanted, status) = (set.Spec?.Replicas ?? 1, set.Status);
        var isCurrent = status?.ObservedGeneration >= set.Metadata.Generation;
        if (isCurrent && status?.ReadyReplicas == wanted && status.UpdatedReplicas == wanted) return new DatabaseState(DatabasePhase.Ready, "PodsReady", "");
        var ready = isCurrent ? Math.Min(status?.ReadyReplicas ?? 0, status?.UpdatedReplicas ?? 0) : 0;
        return new DatabaseState(DatabasePhase.Provisioning, "WaitingForPods", $"{ready} of {wanted} pods are up to date and ready");
    }
}
