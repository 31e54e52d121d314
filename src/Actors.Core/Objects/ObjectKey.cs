namespace Actors.Objects;

/// <summary>An object's namespace and name: what tells it from the others of its kind at one time.</summary>
/// <param name="Namespace">The namespace; empty for an object of the whole cluster.</param>
/// <param name="Name">The name.</param>
public readonly record struct ObjectKey(string Namespace, string Name)
{
    /// <summary>The key of an object.</summary>
    public static ObjectKey Of(KubernetesObject subject) => new(subject.Namespace, subject.Name);

    /// <summary><c>namespace/name</c>, or the name alone.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
