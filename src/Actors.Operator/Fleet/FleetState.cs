using Actors.Cluster;
using Actors.Operators.Events;
using Actors.Operators.Running;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Fleet;

/// <summary>Carries out <see cref="ReportFleet"/>: says in the log what becomes of this replica in its fleet, and knows whether it may work.</summary>
/// <param name="events">Gets what the owner of the map, or of a Lease, has to know.</param>
/// <param name="subjectOf">Whom events about a Lease, by its replica's name, or about the map, by an empty one, are about; null where that is not there.</param>
/// <param name="log">Gets all.</param>
internal sealed class FleetState(EventWriter events, Func<string, EventSubject?> subjectOf, ILogger log)
{
    private volatile string? _problem = "it is not a member of its fleet yet";
    private volatile string? _mapProblem;

    /// <summary>Why it may not work; null if it may, be it that it has nothing to work on.</summary>
    public string? Problem => _problem ?? _mapProblem;

    /// <summary>What has happened, for people.</summary>
    public static string Sentence(ReportFleet report) => report.News switch
    {
        FleetNews.Joined => $"{report.Detail} has joined the fleet",
        FleetNews.Active => $"{report.Detail} works on the shards that the map gives it",
        FleetNews.Fenced => $"{report.Detail}; it has stopped all work until it can",
        FleetNews.Expelled => $"others have taken the Lease of {report.Detail}, which was silent too long or is gone: it begins anew under another name",
        FleetNews.Leading => $"{report.Detail} coordinates the fleet",
        FleetNews.MapUnusable or FleetNews.MapTooNew or FleetNews.ShardCountDiffers => $"the shard map cannot be used: {report.Detail}",
        FleetNews.MapUsable => $"the shard map can be used again: {report.Detail}",
        FleetNews.CannotOwn => report.Detail,
        FleetNews.TookLease => $"the Lease of {report.Detail}, which was silent too long, is taken: others get its shards",
        _ => $"{report.Detail} has left the fleet",
    };

    public Task<object> ReportAsync(ReportFleet report, CancellationToken cancellation)
    {
        switch (report.News)
        {
            case FleetNews.Joined:
                log.FleetJoined(report.Detail);
                break;
            case FleetNews.Active:
                _problem = null;
                log.FleetActive(report.Detail);
                break;
            case FleetNews.Fenced:
                _problem = "it could not renew its Lease in time, and has stopped all work until it can";
                log.FleetFenced(report.Detail);
                break;
            case FleetNews.Expelled:
                _problem = "others have taken its Lease; it begins anew";
                log.FleetExpelled(report.Detail);
                break;
            case FleetNews.Leading:
                log.FleetLeads(report.Detail);
                break;
            case FleetNews.MapUnusable:
                _mapProblem = report.Detail;
                log.FleetMapUnusable(report.Detail);
                Warn("ShardMapUnusable", report);
                break;
            case FleetNews.MapTooNew:
                _mapProblem = report.Detail;
                log.FleetMapTooNew(report.Detail);
                Warn("ShardMapTooNew", report);
                break;
            case FleetNews.ShardCountDiffers:
                _mapProblem = report.Detail;
                log.FleetShardCountDiffers(report.Detail);
                Warn("ShardCountDiffers", report);
                break;
            case FleetNews.MapUsable:
                _mapProblem = null;
                log.FleetMapUsable(report.Detail);
                break;
            case FleetNews.CannotOwn:
                log.ReplicaCannotOwn(report.Detail);
                Warn("CannotOwnShards", report);
                break;
            case FleetNews.TookLease:
                log.FleetTookLease(report.Detail);
                break;
            default:
                _problem = "it has left its fleet";
                log.FleetLeft(report.Detail);
                break;
        }

        return Task.FromResult<object>(new FleetReported());
    }

    private void Warn(string reason, ReportFleet report)
    {
        if (subjectOf(report.About) is { } subject) events.Record(new ObjectEvent(subject, "Warning", reason, report.Detail) { IsOfAll = true });
    }
}
