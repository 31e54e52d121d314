using System.Diagnostics;
using Actors.Operators.Telemetry;
using Actors.Reconciling;
using Actors.Sharding;

namespace Actors.Operators.Management;

/// <summary>Figures for a live view.</summary>
internal sealed class TopRoutes(ReplicaView view, ActorSurvey survey, ActorList list, OperatorMetrics metrics)
{
    private const int Shown = 10;

    // Rates are of this time at least, so that two who look on do not see each other's moments.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<Sample> _samples = [];

    public void AddTo(RouteSet routes) =>
        routes.Get("/top", "Show the figures of a live view: replicas, queues, rates, the slowest and the most failing objects", [], ManagementJson.Default.TopAnswer, TopAsync, Merge);

    private async Task<TopAnswer> TopAsync(ManagementRequest request)
    {
        var cluster = await view.ClusterAsync(request.Aborted).ConfigureAwait(false);
        var name = cluster?.Replica ?? view.LoneName;
        var limits = await view.Replica.GetLimitsAsync(ReplicaView.Patience, request.Aborted).ConfigureAwait(false);
        var (slowest, failing) = (new Best(), new Best());
        var states = new int[Enum.GetValues<ResourceState>().Length];
        var query = new ResourceQuery { Wants = (in ResourceGlance one) => (one.Failures > 0 && failing.Wants(one.Failures)) || slowest.Wants(one.Took.TotalSeconds) };
        await survey.RunAsync(query, answer =>
        {
            var state = answer is ResourceSummary known ? known.State : (ResourceState)answer;
            states[(int)state]++;
            if (answer is not ResourceSummary one) return;
            if (one.Failures > 0) failing.Take(one, one.Failures);
            slowest.Take(one, one.LastRun?.Took.TotalSeconds ?? 0);
        }, request.Aborted).ConfigureAwait(false);
        var counted = Enum.GetValues<ResourceState>().Where(one => states[(int)one] > 0).ToDictionary(static one => one.ToString(), one => states[(int)one]);
        var silences = new List<double>();
        foreach (var (_, actor) in view.Replica.Ingests)
        {
            if ((await view.Replica.System.AskAsync<IngestSnapshot>(actor, new GetIngest(), ReplicaView.Patience, request.Aborted).ConfigureAwait(false)).Silence is { } silence) silences.Add(silence.TotalSeconds);
        }

        var figures = Figures(new TopReplica(
            name, cluster?.OwnedShards ?? view.NumberOfShards, states.Sum(), limits.Running, limits.Waiting, counted, metrics.Reconciles, metrics.Errors, null, null,
            silences.Count == 0 ? null : Math.Round(silences.Max(), 3), cluster is null ? null : Math.Round(cluster.LeaseLeft.TotalSeconds, 3), 0, null, Environment.WorkingSet,
            GC.GetTotalPauseDuration().TotalSeconds, (view.Time.GetUtcNow() - view.StartedAt).TotalSeconds));
        return new TopAnswer(name, view.Time.GetUtcNow(), [figures], [.. slowest.All.Select(one => list.SummaryOf(one, name))], [.. failing.All.Select(one => list.SummaryOf(one, name))], []);
    }

    private TopReplica Figures(TopReplica figures)
    {
        using var process = Process.GetCurrentProcess();
        var now = new Sample(view.Time.GetTimestamp(), figures.Reconciles, figures.Errors, process.TotalProcessorTime.TotalSeconds);
        lock (_gate)
        {
            while (_samples.Count > 1 && view.Time.GetElapsedTime(_samples.Skip(1).First().At, now.At) >= Window) _samples.Dequeue();
            figures = figures with { CpuSeconds = Math.Round(now.Cpu, 3) };
            if (_samples.TryPeek(out var first) && view.Time.GetElapsedTime(first.At, now.At).TotalSeconds is > 0.01 and var seconds)
            {
                figures = figures with
                {
                    ReconcilesPerSecond = Math.Round((now.Reconciles - first.Reconciles) / seconds, 2), ErrorsPerSecond = Math.Round((now.Errors - first.Errors) / seconds, 2),
                    CpuUsage = Math.Round((now.Cpu - first.Cpu) / seconds, 3),
                };
            }

            _samples.Enqueue(now);
        }

        return figures;
    }

    private static TopAnswer Merge(ManagementRequest request, FleetAnswers<TopAnswer> fleet)
    {
        FleetMerge.RequireAnswer(fleet);
        return fleet.Answers[0] with
        {
            Replicas = [.. fleet.Answers.SelectMany(static one => one.Replicas).OrderBy(static one => one.Replica, StringComparer.Ordinal)],
            Slowest = [.. fleet.Answers.SelectMany(static one => one.Slowest).OrderByDescending(static one => one.LastSeconds).Take(Shown)],
            Failing = [.. fleet.Answers.SelectMany(static one => one.Failing).OrderByDescending(static one => one.Attempts).Take(Shown)],
            Missing = fleet.Missing,
        };
    }

    private sealed record Sample(long At, long Reconciles, long Errors, double Cpu);

    /// <summary>Keeps those with the highest figures. Whether one would be kept may be asked on any thread; a late answer costs a summary too many and no more.</summary>
    private sealed class Best
    {
        private readonly PriorityQueue<ResourceSummary, double> _kept = new();
        private double _least = double.NegativeInfinity;

        public IEnumerable<ResourceSummary> All => _kept.UnorderedItems.OrderByDescending(static one => one.Priority).ThenBy(static one => one.Element.Key.ToString(), StringComparer.Ordinal).Select(static one => one.Element);

        public bool Wants(double figure) => figure > Volatile.Read(ref _least);

        public void Take(ResourceSummary one, double figure)
        {
            if (_kept.Count < Shown) _kept.Enqueue(one, figure);
            else _kept.EnqueueDequeue(one, figure);
            if (_kept.Count == Shown && _kept.TryPeek(out _, out var least)) Volatile.Write(ref _least, least);
        }
    }
}
