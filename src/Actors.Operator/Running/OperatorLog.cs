using Actors.Ingest;
using Actors.Objects;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Running;

/// <summary>What an operator says in the log. The engine has the ids below 100.</summary>
internal static partial class OperatorLog
{
    [LoggerMessage(100, LogLevel.Information, "Operator {Name} starts: {Controllers} at {Server}")]
    public static partial void Starts(this ILogger log, string name, string controllers, Uri server);

    [LoggerMessage(101, LogLevel.Information, "Operator {Name} stops: running reconciles get {Timeout}")]
    public static partial void Stops(this ILogger log, string name, TimeSpan timeout);

    [LoggerMessage(102, LogLevel.Warning, "Reconciles still run after {Timeout}; they are cancelled")]
    public static partial void NotDrained(this ILogger log, TimeSpan timeout);

    [LoggerMessage(103, LogLevel.Information, "Operator {Name} has stopped")]
    public static partial void Stopped(this ILogger log, string name);

    [LoggerMessage(104, LogLevel.Critical, "Operator {Name} ends, as what it holds cannot be trusted any more; start it again")]
    public static partial void Broke(this ILogger log, string name, Exception failure);

    [LoggerMessage(106, LogLevel.Critical, "Operator {Name} ends, as {What} has failed in a way that it cannot go on from; start it again")]
    public static partial void WorkBroke(this ILogger log, string name, string what, Exception failure);

    [LoggerMessage(107, LogLevel.Warning, "The metrics could not be made new")]
    public static partial void FiguresFailed(this ILogger log, Exception failure);

    [LoggerMessage(105, LogLevel.Information, "Standard input has ended: so has whoever started this operator")]
    public static partial void InputEnded(this ILogger log);

    [LoggerMessage(110, LogLevel.Error, "{Controller}: the author's {Function} failed for {Kind} {Object}; it counts as if it were not there")]
    public static partial void AuthorFailed(this ILogger log, string controller, string function, string kind, ObjectKey @object, Exception failure);

    [LoggerMessage(111, LogLevel.Warning, "{Controller}: {Function} cannot look at {Kind} {Object}: {Problem}")]
    public static partial void CannotRead(this ILogger log, string controller, string function, string kind, ObjectKey @object, string problem);

    [LoggerMessage(120, LogLevel.Debug, "{Controller} {Object}: {Result} in {Elapsed:0.0} ms (attempt {Attempt})")]
    public static partial void Reconciled(this ILogger log, string controller, ObjectKey @object, string result, double elapsed, int attempt);

    [LoggerMessage(121, LogLevel.Error, "{Controller} {Object} failed (attempt {Attempt}): {Problem}")]
    public static partial void Failed(this ILogger log, string controller, ObjectKey @object, int attempt, string problem, Exception? failure);

    [LoggerMessage(122, LogLevel.Debug, "{Controller} {Object} was changed by somebody else meanwhile and is tried again: {Problem}")]
    public static partial void Conflicted(this ILogger log, string controller, ObjectKey @object, string problem);

    [LoggerMessage(123, LogLevel.Warning, "{Controller} {Object} is left until it changes: {Reason}: {Problem}")]
    public static partial void GivenUp(this ILogger log, string controller, ObjectKey @object, string reason, string problem);

    [LoggerMessage(124, LogLevel.Warning, "{Controller} {Object} was asked to end and did: {Problem}")]
    public static partial void Cancelled(this ILogger log, string controller, ObjectKey @object, string problem);

    [LoggerMessage(125, LogLevel.Warning, "{Controller} {Object} was asked to end {Grace} ago and still runs: others get its place, and it is not reconciled again before it has ended")]
    public static partial void Hangs(this ILogger log, string controller, ObjectKey @object, TimeSpan grace);

    [LoggerMessage(130, LogLevel.Information, "{Kind}: all known, {Count} objects")]
    public static partial void Synced(this ILogger log, WatchedKind kind, int count);

    [LoggerMessage(131, LogLevel.Warning, "{Kind}: list and watch failed, and is tried again: {Problem}")]
    public static partial void SourceFailed(this ILogger log, WatchedKind kind, string problem);

    [LoggerMessage(132, LogLevel.Debug, "{Kind}: list and watch failed again: {Problem}")]
    public static partial void SourceFailedAgain(this ILogger log, WatchedKind kind, string problem);

    [LoggerMessage(133, LogLevel.Warning, "{Kind}: replica {Replica} does not give what it is to read for all, so it is read at the API server for {Detour}: {Problem}")]
    public static partial void IngestLeft(this ILogger log, WatchedKind kind, string replica, TimeSpan detour, string problem);

    [LoggerMessage(134, LogLevel.Information, "{Kind}: the API server sends more than the shards it is asked for (it does not know shardSelector)")]
    public static partial void ShardsIgnored(this ILogger log, WatchedKind kind);

    [LoggerMessage(140, LogLevel.Warning, "Events are recorded faster than the server takes them, or it takes none: from now on some are dropped ({Problem})")]
    public static partial void EventsDropped(this ILogger log, string problem);

    [LoggerMessage(142, LogLevel.Information, "{Count} events were dropped in all")]
    public static partial void EventsDroppedInAll(this ILogger log, long count);

    [LoggerMessage(151, LogLevel.Warning, "The server warns ({Request}): {Warning}")]
    public static partial void ServerWarned(this ILogger log, string request, string warning);

    [LoggerMessage(160, LogLevel.Information, "Joined the fleet as {Replica}")]
    public static partial void FleetJoined(this ILogger log, string replica);

    [LoggerMessage(161, LogLevel.Information, "{Replica} works on the shards that the shard map gives it")]
    public static partial void FleetActive(this ILogger log, string replica);

    [LoggerMessage(162, LogLevel.Error, "All work is stopped until the Lease is renewed and the shard map read again: {Detail}")]
    public static partial void FleetFenced(this ILogger log, string detail);

    [LoggerMessage(163, LogLevel.Error, "Others have taken the Lease of {Replica}, which was silent too long or is gone: it begins anew under another name")]
    public static partial void FleetExpelled(this ILogger log, string replica);

    [LoggerMessage(164, LogLevel.Information, "{Replica} coordinates the fleet")]
    public static partial void FleetLeads(this ILogger log, string replica);

    [LoggerMessage(165, LogLevel.Error, "The shard map cannot be used, and nothing is worked on until it can: {Problem}")]
    public static partial void FleetMapUnusable(this ILogger log, string problem);

    [LoggerMessage(166, LogLevel.Warning, "The Lease of {Replica}, which was silent too long, is taken: others get its shards")]
    public static partial void FleetTookLease(this ILogger log, string replica);

    [LoggerMessage(167, LogLevel.Information, "{Replica} has left the fleet")]
    public static partial void FleetLeft(this ILogger log, string replica);

    [LoggerMessage(168, LogLevel.Warning, "A request of the fleet failed and is tried again, {About}: {Problem}")]
    public static partial void FleetRequestFailed(this ILogger log, string about, string problem);

    [LoggerMessage(169, LogLevel.Information, "A request of the fleet works again, {About}")]
    public static partial void FleetRequestWorksAgain(this ILogger log, string about);

    [LoggerMessage(170, LogLevel.Error, "The Lease {Name} counts as if it were not there: {Problem}; delete it, for its replica makes another one")]
    public static partial void LeaseUnusable(this ILogger log, string name, string problem);

    [LoggerMessage(173, LogLevel.Error, "This replica is too old for the shard map, and works on nothing: {Problem}")]
    public static partial void FleetMapTooNew(this ILogger log, string problem);

    [LoggerMessage(174, LogLevel.Error, "This replica is set up otherwise than its fleet, and works on nothing: {Problem}")]
    public static partial void FleetShardCountDiffers(this ILogger log, string problem);

    [LoggerMessage(175, LogLevel.Information, "The shard map can be used again, {State}")]
    public static partial void FleetMapUsable(this ILogger log, string state);

    [LoggerMessage(176, LogLevel.Warning, "{Problem}")]
    public static partial void ReplicaCannotOwn(this ILogger log, string problem);

    [LoggerMessage(172, LogLevel.Error, "This replica does not join: {Problem}")]
    public static partial void FleetNameTaken(this ILogger log, string problem);

    [LoggerMessage(171, LogLevel.Warning, "The shards of this replica could not be given away within {Timeout}; others take them when its Lease has run out")]
    public static partial void NotLeft(this ILogger log, TimeSpan timeout);

    [LoggerMessage(150, LogLevel.Information, "Management at {Address}: /metrics, /livez, /readyz, /startupz; /api/v1 for {Access}")]
    public static partial void ManagementListens(this ILogger log, string address, string access);

    [LoggerMessage(152, LogLevel.Information, "Management: {User} has {Method} {Path}{Query} done")]
    public static partial void Acts(this ILogger log, string user, string method, string path, string query);

    [LoggerMessage(153, LogLevel.Information, "This replica is drained: it starts nothing new")]
    public static partial void Drains(this ILogger log);
}
