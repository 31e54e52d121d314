using System.Collections.Concurrent;
using System.Reflection;

namespace Actors.Kubernetes.Models;

/// <summary>Which kind of object a class is the model of, as its <see cref="KubernetesEntityAttribute"/> says.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The version, such as <c>v1</c>.</param>
/// <param name="Kind">The kind, such as <c>Pod</c>.</param>
/// <param name="Plural">The name in paths, such as <c>pods</c>.</param>
/// <param name="Namespaced">Whether its objects are in namespaces.</param>
public sealed record KubernetesEntity(string Group, string Version, string Kind, string Plural, bool Namespaced)
{
    private static readonly ConcurrentDictionary<Type, KubernetesEntity?> Known = new();

    /// <summary>The value of the field <c>apiVersion</c>.</summary>
    public string ApiVersion { get; } = new GroupVersionKind(Group, Version, Kind).ApiVersion;

    /// <summary>The name of the kind.</summary>
    public GroupVersionKind GroupVersionKind => new(Group, Version, Kind);

    /// <summary>The name of the resource that serves it.</summary>
    public GroupVersionResource Resource => new(Group, Version, Plural);

    /// <summary>The kind a type is the model of.</summary>
    /// <exception cref="InvalidOperationException">The type does not say.</exception>
    public static KubernetesEntity Of<T>() => Of(typeof(T));

    /// <inheritdoc cref="Of{T}"/>
    public static KubernetesEntity Of(Type type) =>
        Find(type) ?? throw new InvalidOperationException(
            $"{type.FullName} does not say which kind of Kubernetes object it is: put " +
            $"[KubernetesEntity(Group = \"example.com\", Version = \"v1\", Kind = \"{type.Name}\", Plural = \"…\")] on it");

    /// <summary>The kind a type is the model of, or null if it does not say.</summary>
    /// <exception cref="InvalidOperationException">Its attribute leaves something empty.</exception>
    public static KubernetesEntity? Find(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Known.GetOrAdd(
            type, static type => type.GetCustomAttribute<KubernetesEntityAttribute>() is { } attribute ? Read(type, attribute) : null);
    }

    private static KubernetesEntity Read(Type type, KubernetesEntityAttribute attribute)
    {
        Require(type, nameof(Version), attribute.Version);
        Require(type, nameof(Kind), attribute.Kind);
        Require(type, nameof(Plural), attribute.Plural);
        return new KubernetesEntity(attribute.Group, attribute.Version, attribute.Kind, attribute.Plural, attribute.Namespaced);
    }

    private static void Require(Type type, string name, string value)
    {
        if (string.IsNullOrEmpty(value)) throw new InvalidOperationException($"The [KubernetesEntity] of {type.FullName} has an empty {name}");
    }
}
