namespace Actors.Kubernetes;

/// <summary>A resource that a server serves in one version of its group.</summary>
/// <param name="Resource">Its name in paths.</param>
/// <param name="Kind">The kind of its objects.</param>
/// <param name="Singular">Its name for one object; empty if the server does not say.</param>
/// <param name="Namespaced">Whether its objects are in namespaces.</param>
/// <param name="Verbs">What can be done with it, such as <c>get</c>, <c>list</c>, <c>watch</c>.</param>
/// <param name="ShortNames">Names for those who type, such as <c>deploy</c>.</param>
/// <param name="Categories">Groups of resources it is in, such as <c>all</c>.</param>
/// <param name="Subresources">What its objects have beside themselves, such as <c>status</c>.</param>
public sealed record ApiResource(
    GroupVersionResource Resource,
    GroupVersionKind Kind,
    string Singular,
    bool Namespaced,
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> ShortNames,
    IReadOnlyList<string> Categories,
    IReadOnlyList<ApiSubresource> Subresources)
{
    /// <summary>Whether it has such a subresource.</summary>
    public bool HasSubresource(string name) => Subresources.Any(one => one.Name == name);
}

/// <summary>A subresource, such as <c>scale</c>.</summary>
/// <param name="Name">Its name in paths.</param>
/// <param name="Kind">The kind of what is read and written there.</param>
/// <param name="Verbs">What can be done with it.</param>
public sealed record ApiSubresource(string Name, GroupVersionKind Kind, IReadOnlyList<string> Verbs);
