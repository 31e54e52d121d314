using Actors.Cluster;
using Actors.Operators.Events;
using Actors.Operators.Running;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Fleet;

/// <summary>Carries out <see cref="ReportFleet"/>: says in the log what becomes of this replica in its fleet, and knows whether it may work.</summary>
/// <param name="events">Gets what the owner of the map has to know.</param>
/// <param name="map">What events about the map are about; null where there is none.</param>
/// <param name="log">Gets all.</param>
internal sealed class FleetState(EventWriter events, Func<EventSubject?> map, ILogger log)
{
    private volatile string? _problem = "it is not a member of its fleet yet";

    /// <summary>Why it may not work; null if it may, be it that it has nothing to work on.</summary>
    public string? Problem => _problem;

    /// <summary>What has happened, for people.</summary>
    public static string Sentence(ReportFleet report) => report.News switch
    {
        FleetNews.Joined => $"{report.Detail} has joined the fleet",
        FleetNews.Active => $"{report.Detail} works on the shards that the map gives it",
        FleetNews.Fenced => $"{report.Detail}; it has stopped all work until it can",
        FleetNews.Expelled => $"others have taken the Lease of {report.Detail}, which was silent too long or is gone: it begins anew under another name",
        FleetNews.Leading => $"{report.Detail} coordinates the fleet",
        FleetNews.MapUnusable => $"the shard map cannot be used: {report.Detail}",
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
                log.FleetMapUnusable(report.Detail);
                if (map() is { } subject) events.Record(new ObjectEvent(subject, "Warning", "ShardMapUnusable", report.Detail));
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
}
