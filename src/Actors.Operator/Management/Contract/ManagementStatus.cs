namespace Actors.Operators.Management;

/// <summary>What is answered where a request was not carried out, in the form of a Kubernetes Status.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Reason">One CamelCase word for programs: <c>BadRequest</c>, <c>Unauthorized</c>, <c>Forbidden</c>, <c>NotFound</c>, <c>Conflict</c>, <c>Unavailable</c> …</param>
/// <param name="Message">What is wrong and what would be right, in a line.</param>
/// <param name="Known">What exists where something was named that does not: at most 50 names.</param>
internal sealed record ManagementStatus(int Code, string Reason, string Message, IReadOnlyList<string>? Known = null);

/// <summary>A replica that was asked and has not answered.</summary>
/// <param name="Replica">Its name.</param>
/// <param name="Problem">Why there is no answer.</param>
internal sealed record MissingReplica(string Replica, string Problem);

/// <summary>What has come of an action.</summary>
/// <param name="Action">Its name, such as <c>pause</c>.</param>
/// <param name="Replica">The replica that has carried it out.</param>
/// <param name="Count">How many objects, shards or replicas it has met.</param>
/// <param name="Message">What happens now, in a line.</param>
/// <param name="Missing">Replicas that have not answered: what is theirs is untouched, or it is not known.</param>
internal sealed record ActionAnswer(string Action, string Replica, int Count, string Message, IReadOnlyList<MissingReplica> Missing);

/// <summary>What there is to ask for.</summary>
/// <param name="Routes">All routes.</param>
internal sealed record RoutesAnswer(IReadOnlyList<RouteInfo> Routes);

/// <summary>A route.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with parameters in braces.</param>
/// <param name="Right"><c>read</c> or <c>act</c>; empty where nobody needs one.</param>
/// <param name="Summary">What it does.</param>
internal sealed record RouteInfo(string Method, string Path, string Right, string Summary);
