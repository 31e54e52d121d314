using Actors.Objects;

namespace Actors.ApiServer;

/// <summary>A write of a client that the server has accepted, as a real server's audit log has it. What the server's own workers do is none, nor is a dry run.</summary>
/// <param name="Verb"><c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c> or <c>deletecollection</c>, which is told once for each object.</param>
/// <param name="Subresource">The part it is about, such as <c>status</c>; empty for the object.</param>
/// <param name="UserAgent">Who the client says it is; empty if it does not.</param>
/// <param name="Written">The object after it; one that is gone, as it last was.</param>
/// <param name="Version">The store's version it made. Of one that changed nothing, a version the store had while it was carried out. By it, all writes are in their order.</param>
public sealed record AcceptedWrite(string Verb, string Subresource, string UserAgent, KubernetesObject Written, ulong Version);
