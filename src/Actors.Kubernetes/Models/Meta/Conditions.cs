namespace Actors.Kubernetes.Models;

/// <summary>What controllers do with the conditions of a status. Each type of condition is there at most once.</summary>
/// <remarks>
/// The rules are those of the API conventions, "Typical status properties":
/// https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md
/// </remarks>
public static class Conditions
{
    /// <summary>
    /// Adds a condition, or brings that of its type up to date. The time of its last transition changes only when its status does: to that of
    /// <paramref name="condition"/>, or to <paramref name="now"/> if it has none.
    /// </summary>
    /// <returns>Whether anything changed, so whether the status has to be written.</returns>
    public static bool Set(IList<V1Condition> conditions, V1Condition condition, Time now)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentException.ThrowIfNullOrEmpty(condition.Type, nameof(condition));
        if (Find(conditions, condition.Type) is not { } existing)
        {
            conditions.Add(new V1Condition
            {
                Type = condition.Type,
                Status = condition.Status,
                ObservedGeneration = condition.ObservedGeneration,
                LastTransitionTime = condition.LastTransitionTime ?? now,
                Reason = condition.Reason ?? "",
                Message = condition.Message ?? "",
            });
            return true;
        }

        var hasTransition = existing.Status != condition.Status;
        if (!hasTransition && IsSame(existing.Reason, condition.Reason) && IsSame(existing.Message, condition.Message)
            && existing.ObservedGeneration == condition.ObservedGeneration)
        {
            return false;
        }

        if (hasTransition) existing.LastTransitionTime = condition.LastTransitionTime ?? now;
        existing.Status = condition.Status;
        existing.Reason = condition.Reason ?? "";
        existing.Message = condition.Message ?? "";
        existing.ObservedGeneration = condition.ObservedGeneration;
        return true;
    }

    /// <summary>Takes the condition of a type away; false if there was none.</summary>
    public static bool Remove(IList<V1Condition>? conditions, string type) =>
        Find(conditions, type) is { } existing && conditions!.Remove(existing);

    /// <summary>The condition of a type, or null.</summary>
    public static V1Condition? Find(IList<V1Condition>? conditions, string type) =>
        conditions?.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Whether the condition of a type is there with the status <c>True</c>.</summary>
    public static bool IsTrue(IList<V1Condition>? conditions, string type) => Has(conditions, type, V1Condition.True);

    /// <summary>Whether the condition of a type is there with the status <c>False</c>; not so if it is missing or unknown.</summary>
    public static bool IsFalse(IList<V1Condition>? conditions, string type) => Has(conditions, type, V1Condition.False);

    /// <summary>Whether the condition of a type is there with this status.</summary>
    public static bool Has(IList<V1Condition>? conditions, string type, string status) => Find(conditions, type)?.Status == status;

    // The server wants both to be there, if only empty.
    private static bool IsSame(string? left, string? right) => (left ?? "") == (right ?? "");
}
