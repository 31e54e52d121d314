using Actors.Ingest;
using Actors.Operators.Running;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Hosting;

/// <summary>Carries out <see cref="ReportSource"/>: says in the log how lists and watches go, and knows whether all of them have begun.</summary>
internal sealed class SourceStates(ILogger log)
{
    private readonly Lock _gate = new();
    private readonly HashSet<WatchedKind> _expected = [];
    private readonly HashSet<WatchedKind> _synced = [];
    private readonly Dictionary<WatchedKind, string> _problems = [];

    /// <summary>The kinds that are not known as a whole yet.</summary>
    public IReadOnlyList<WatchedKind> Missing
    {
        get
        {
            lock (_gate) return [.. _expected.Except(_synced)];
        }
    }

    public void Expect(WatchedKind kind)
    {
        lock (_gate) _expected.Add(kind);
    }

    public Task<object> ReportAsync(ReportSource report, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (report.Failure is not { } failure)
            {
                _synced.Add(report.Kind);
                _problems.Remove(report.Kind);
                log.Synced(report.Kind, report.Objects);
            }
            else if (_problems.TryGetValue(report.Kind, out var known) && known == failure.Message)
            {
                log.SourceFailedAgain(report.Kind, failure.Message);
            }
            else
            {
                _problems[report.Kind] = failure.Message;
                log.SourceFailed(report.Kind, failure.Message);
            }
        }

        return Task.FromResult<object>(new SourceReported());
    }
}
