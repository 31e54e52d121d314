namespace Actors.Kubernetes;

/// <summary>An API group as a server serves it.</summary>
/// <param name="Name">Its name; empty for the core group.</param>
/// <param name="Versions">Its versions, the one the server prefers first.</param>
public sealed record ApiGroup(string Name, IReadOnlyList<ApiGroupVersion> Versions);

/// <summary>One version of an API group.</summary>
/// <param name="Version">Its name, such as <c>v1</c>.</param>
/// <param name="Resources">What is in it.</param>
/// <param name="Problem">
/// Why that may be too little or too old: the server that serves it does not answer, as happens to those of aggregated APIs. Null if all is well.
/// </param>
public sealed record ApiGroupVersion(string Version, IReadOnlyList<ApiResource> Resources, string? Problem = null);
