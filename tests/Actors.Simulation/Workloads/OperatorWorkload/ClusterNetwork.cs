using Actors.Ingest;
using Actors.Objects;

namespace Actors.Simulation;

/// <summary>Carries an operator's requests to the cluster and the answers back: late, or not at all, or with an answer that is lost though the work was done.</summary>
internal sealed class ClusterNetwork(World world, Cluster cluster, ClusterTraits traits)
{
    private static readonly RequestFailure Refused = new(0, "", "connection refused");

    private TimeSpan _downUntil;
    private Func<TimeSpan> _nextLag = static () => TimeSpan.Zero;

    /// <summary>Whether faults have ended.</summary>
    public bool IsHealthy { get; set; }

    public ClusterTraits Traits => traits;

    public Cluster Cluster => cluster;

    /// <summary>No server answers for some time.</summary>
    public void GoDown(TimeSpan duration) => _downUntil = world.Now + duration;

    public bool IsDown => !IsHealthy && world.Now < _downUntil;

    /// <summary>Machines that cannot reach any server, though others can.</summary>
    public HashSet<Machine> CutOff { get; } = [];

    /// <summary>Whether the server shows an object to whoever asks for some shards: one that does not know the parameter shows all.</summary>
    public bool Shows(KubernetesObject subject, ShardSelector? shards) => !traits.KnowsShards || shards is null || shards.Matches(subject);

    public bool IsOutOfReach(EffectCall call) => IsDown || CutOff.Contains(call.Machine);

    public bool Strikes(double chance) => !IsHealthy && world.Random.Chance(chance);

    public TimeSpan Latency => world.Random.Between(TimeSpan.Zero, traits.LatencyMax);

    /// <summary>Has each watch from now on show changes so much later than they happen, up to the time given, whatever others show: servers read their caches, and each has its own.</summary>
    public void LagWatches(Random random, TimeSpan max) => _nextLag = () => max * random.NextDouble();

    /// <summary>How far the next watch is behind.</summary>
    public TimeSpan NextLag() => _nextLag();

    /// <summary>Has something done at the server and its answer, or a <see cref="RequestFailure"/>, brought back.</summary>
    public void Send(EffectCall call, Func<object> act, Action<object> answered) => world.After(Latency, () =>
    {
        if (call.IsUnheard && world.Random.Chance(0.5)) return;
        if (IsOutOfReach(call))
        {
            Bring(Refused, answered);
            return;
        }

        if (Strikes(traits.FailureChance))
        {
            Bring(Fault(), answered);
            return;
        }

        var answer = act();
        Bring(Strikes(traits.LostAnswerChance) ? new RequestFailure(0, "", "connection reset by peer") : answer, answered);
    });

    public RequestFailure Fault() => world.Random.Next(4) switch
    {
        0 => new RequestFailure(429, "TooManyRequests", "slow down", TimeSpan.FromSeconds(world.Random.Next(1, 5))),
        1 => new RequestFailure(500, "InternalError", "etcd is not well"),
        2 => new RequestFailure(409, "Conflict", "somebody was faster"),
        _ => new RequestFailure(0, "", "no answer for 30 s"),
    };

    private void Bring(object answer, Action<object> answered) => world.After(Latency, () => answered(answer));
}

/// <summary>What a simulated server and the way to it are like.</summary>
internal sealed record ClusterTraits(TimeSpan LatencyMax, double FailureChance, double LostAnswerChance, double CutChance, bool HasStreamingLists, bool SendsBookmarks, double AuthorFailureChance, bool KnowsShards)
{
    public static ClusterTraits Draw(Random random) => new(
        random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(200)), random.Chance(0.4) ? 0 : 0.1 * random.NextDouble(),
        random.Chance(0.4) ? 0 : 0.1 * random.NextDouble(), random.Chance(0.4) ? 0 : 0.1 * random.NextDouble(), random.Chance(0.5), random.Chance(0.7),
        random.Chance(0.7) ? 0.05 : 0.6, random.Chance(0.5));
}
