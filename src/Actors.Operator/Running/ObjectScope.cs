using System.Collections;
using Actors.Objects;

namespace Actors.Operators.Running;

/// <summary>Says in the log which object a line is about: as text, or as fields.</summary>
internal sealed class ObjectScope(string controller, KubernetesObject subject, int attempt) : IReadOnlyList<KeyValuePair<string, object>>
{
    private readonly KeyValuePair<string, object>[] _fields =
    [
        new("controller", controller), new("namespace", subject.Namespace), new("name", subject.Name), new("uid", subject.Uid), new("attempt", attempt),
    ];

    public int Count => _fields.Length;

    public KeyValuePair<string, object> this[int index] => _fields[index];

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _fields.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{subject.Kind} {ObjectKey.Of(subject)}";
}
