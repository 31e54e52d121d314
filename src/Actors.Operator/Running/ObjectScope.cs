using System.Collections;
using Actors.Objects;

namespace Actors.Operators.Running;

/// <summary>Says in the log which object a line is about: as text, or as fields.</summary>
internal sealed class ObjectScope(string controller, KubernetesObject subject, int attempt) : IReadOnlyList<KeyValuePair<string, object>>
{
    public int Count => 5;

    // Made when a line is written: most reconciles write none.
    public KeyValuePair<string, object> this[int index] => index switch
    {
        0 => new("controller", controller),
        1 => new("namespace", subject.Namespace),
        2 => new("name", subject.Name),
        3 => new("uid", subject.Uid),
        4 => new("attempt", attempt),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
    {
        for (var index = 0; index < Count; index++) yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{subject.Kind} {ObjectKey.Of(subject)}";
}
