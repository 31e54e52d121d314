using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Samples.Databases;

namespace Actors.Cli.Up.Chaos;

/// <summary>Finds what is not as somebody has asked for: an update was lost, or the operator is not done yet.</summary>
internal static class LostUpdates
{
    private const string InstanceLabel = "app.kubernetes.io/instance";
    private const string NameLabel = "app.kubernetes.io/name";

    public static IReadOnlyList<string> Find(DatabaseWorld world)
    {
        var parts = world.Parts.ToLookup(static part => part.Controller is { Kind: "Database" } owner ? owner.Uid : "", StringComparer.Ordinal);
        return
        [
            .. world.Databases.SelectMany(database => Wrong(database, parts[database.Metadata.Uid!]).Select(wrong => $"{database.Metadata.Name} {wrong}")),
            .. LeftOver(world).Select(static part => $"{part.Kind} {part.Name} is left over"),
        ];
    }

    private static IEnumerable<string> Wrong(Database database, IEnumerable<KubernetesObject> parts)
    {
        if (database.Metadata.DeletionTimestamp is not null) return ["was deleted and is not gone"];
        var (wanted, status) = (database.Metadata.Generation, database.Status);
        if (status?.ObservedGeneration != wanted) return [FormattableString.Invariant($"is at generation {wanted}, of which {status?.ObservedGeneration ?? 0} was observed")];
        var ready = Conditions.Find(status!.Conditions, DatabaseStatus.Ready);
        var isReady = status.Phase == DatabasePhase.Ready && ready?.Status == V1Condition.True;
        return isReady ? WrongParts(database, [.. parts]) : [$"is not Ready but {status.Phase}{(ready?.Message is { Length: > 0 } why ? $": {why}" : "")}"];
    }

    private static IEnumerable<string> WrongParts(Database database, IReadOnlyList<KubernetesObject> parts)
    {
        var name = database.Metadata.Name!;
        (string Kind, string Name, bool IsWanted)[] expected =
        [
            ("StatefulSet", name, true), ("Service", name, true), ("Secret", $"{name}-password", database.Spec.PasswordSecretRef is null),
            ("CronJob", $"{name}-backup", database.Spec.BackupPolicy is { Enabled: true }),
        ];
        foreach (var (kind, called, isWanted) in expected)
        {
            var isThere = parts.Any(part => part.Kind == kind && part.Name == called);
            if (isThere != isWanted) yield return isWanted ? $"has no {kind} {called}" : $"has a {kind} {called}, which it does not want";
        }

        foreach (var set in parts.Where(static part => part.Kind == "StatefulSet"))
        {
            var image = set.As<V1StatefulSet>().Spec?.Template?.Spec?.Containers?.FirstOrDefault()?.Image;
            if (image?.EndsWith($":{database.Spec.Version}", StringComparison.Ordinal) != true)
                yield return $"wants version {database.Spec.Version}, and its StatefulSet has the image {image}";
        }
    }

    /// <summary>What belongs to a Database that is not there any more: by its owner, or as the volume of a StatefulSet, which has none, by its labels.</summary>
    private static IEnumerable<KubernetesObject> LeftOver(DatabaseWorld world)
    {
        var uids = world.Databases.Select(static database => database.Metadata.Uid).ToHashSet(StringComparer.Ordinal);
        var names = world.Databases.Select(static database => database.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        return world.Parts.Where(part => part.Controller is { Kind: "Database" } owner
            ? !uids.Contains(owner.Uid)
            : part.Kind == "PersistentVolumeClaim" && LabelOf(part, NameLabel) == "database" && !names.Contains(LabelOf(part, InstanceLabel)));
    }

    private static string? LabelOf(KubernetesObject part, string label) =>
        part.As<V1PersistentVolumeClaim>().Metadata.Labels?.TryGetValue(label, out var value) == true ? value : null;
}
