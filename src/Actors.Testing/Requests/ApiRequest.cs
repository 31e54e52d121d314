namespace Actors.Testing;

/// <summary>A request that an operator has sent.</summary>
/// <param name="Verb"><c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c> or <c>deletecollection</c>.</param>
/// <param name="Resource">The resource's name in paths, with the subresource if there is one: <c>databases/status</c>. The path where it is none.</param>
/// <param name="Namespace">Empty for objects of the whole cluster, and for all namespaces.</param>
/// <param name="Name">Empty for requests about many objects, and for creations; of a list or watch, the one name that its field selector asks for.</param>
/// <param name="StatusCode">What was answered; null where there was no answer.</param>
public sealed record ApiRequest(string Verb, string Resource, string Namespace, string Name, int? StatusCode)
{
    /// <summary>The resource's API group; empty for the core's.</summary>
    public string Group { get; init; } = "";

    /// <summary>Whether it is of the kind that can change something.</summary>
    public bool IsWrite => Verb is not ("get" or "list" or "watch" or "");

    /// <summary>As <c>patch databases/status default/orders: 200</c>.</summary>
    public override string ToString() => $"{Verb} {Resource} {(Namespace.Length == 0 ? Name : $"{Namespace}/{Name}")}: {StatusCode?.ToString() ?? "no answer"}";
}
