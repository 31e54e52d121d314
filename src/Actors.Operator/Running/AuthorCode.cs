using System.Collections.Concurrent;
using System.Text.Json;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Reconciling;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Running;

/// <summary>
/// Makes the author's functions such that actors can call them: they get typed objects and cannot fail. A failure, or an object that does not fit its model, is logged once for each
/// version of an object and counts as the harmless answer: it matters, it has no limit, it names nothing.
/// </summary>
internal sealed class AuthorCode(string controller, ILogger log)
{
    private const int RememberedMax = 10_000;

    private readonly ConcurrentDictionary<(string What, string Uid, string Version), byte> _logged = new();

    public Func<KubernetesObject, KubernetesObject, bool>? Filter<T>(IReadOnlyList<Func<T?, T, bool>> all, bool needsGeneration)
        where T : class, IKubernetesObject
    {
        if (all.Count == 0 && !needsGeneration) return null;
        return (before, after) =>
        {
            if (needsGeneration && !before.IsEmpty && after.Generation != 0 && before.Generation == after.Generation) return false;
            return all.Count == 0 || Call(nameof(Filter), after, true, () => Matters(all, before, after));
        };
    }

    public Func<KubernetesObject, IReadOnlyList<ConcurrencyLimit>>? Limits<T>(IReadOnlyList<(Func<T, string?> Key, int Max, LimitScope Scope)> all)
        where T : class, IKubernetesObject
    {
        if (all.Count == 0) return null;
        return subject => Call<IReadOnlyList<ConcurrencyLimit>>(nameof(Limits), subject, [], () =>
        {
            var typed = subject.As<T>();
            return [.. from one in all let key = one.Key(typed) where !string.IsNullOrEmpty(key) select new ConcurrencyLimit(Checked(key), one.Max, one.Scope)];
        });
    }

    private static string Checked(string key) => key.Length <= ConcurrencyLimit.KeyLengthMax
        ? key
        : throw new FormatException($"The key '{key[..40]}…' of LimitPer has {key.Length} characters, and {ConcurrencyLimit.KeyLengthMax} at most are possible");

    /// <summary>The names that an object has to do with: what it refers to, or whom it concerns.</summary>
    public Func<KubernetesObject, IReadOnlyList<ObjectKey>> Names<T>(string what, Func<T, IEnumerable<ObjectKey>> names)
        where T : class, IKubernetesObject =>
        subject => Call<IReadOnlyList<ObjectKey>>(what, subject, [], () =>
            [.. from one in names(subject.As<T>()) where !string.IsNullOrEmpty(one.Name) select new ObjectKey(one.Namespace ?? "", one.Name)]);

    private static bool Matters<T>(IReadOnlyList<Func<T?, T, bool>> all, KubernetesObject before, KubernetesObject after)
        where T : class, IKubernetesObject
    {
        var (one, other) = (before.IsEmpty ? null : before.As<T>(), after.As<T>());
        return all.All(matters => matters(one, other));
    }

    private TAnswer Call<TAnswer>(string what, KubernetesObject subject, TAnswer harmless, Func<TAnswer> call)
    {
        try
        {
            return call();
        }
        catch (Exception failure)
        {
            if (_logged.Count >= RememberedMax) _logged.Clear();
            if (!_logged.TryAdd((what, subject.Uid, subject.ResourceVersion), 0)) return harmless;

            // What does not fit the model is told by the reconcile, on the object.
            if (failure is JsonException) log.CannotRead(controller, what, subject.Kind, ObjectKey.Of(subject), failure.Message);
            else log.AuthorFailed(controller, what, subject.Kind, ObjectKey.Of(subject), failure);
            return harmless;
        }
    }
}
