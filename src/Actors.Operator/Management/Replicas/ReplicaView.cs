using Actors.Cluster;
using Actors.Kernel;
using Actors.Operators.Hosting;
using Actors.Operators.Running;
using Actors.Settings;

namespace Actors.Operators.Management;

/// <summary>What the routes know of this replica.</summary>
internal sealed class ReplicaView(OperatorService shown, OperatorOptions options, ActorsSettings settings, TimeProvider time)
{
    /// <summary>How long actors and other replicas get to answer.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(5);

    // Two clocks are compared once, so that a moment has one time however often it is told, and again only when they have come apart.
    private static readonly TimeSpan DriftMax = TimeSpan.FromSeconds(1);

    private long _offset = long.MinValue;

    public OperatorService Service => shown;

    public OperatorOptions Options => options;

    public TimeProvider Time => time;

    public int NumberOfShards => settings.Cluster.NumberOfShards;

    public ActorsSettings Settings => settings;

    /// <summary>When the process, or this operator in it, started.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public static string Version { get; } = typeof(ReplicaView).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The actors.</summary>
    /// <exception cref="ManagementException">There are none.</exception>
    public Replica Replica => shown.Replica switch
    {
        null => throw ManagementException.Unavailable("the operator has not started yet"),
        { WhenTerminated.IsCompleted: true } => throw ManagementException.Unavailable("the operator's actors have ended"),
        var replica => replica,
    };

    /// <summary>The name of a replica that is in no fleet.</summary>
    public string LoneName => options.Replica ?? Environment.MachineName;

    /// <summary>The fleet as this replica knows it; null where there is none.</summary>
    public async Task<ClusterSnapshot?> ClusterAsync(CancellationToken cancellation) => await Replica.GetClusterAsync(Patience, cancellation).ConfigureAwait(false);

    /// <summary>Its full name.</summary>
    public async Task<string> NameAsync(CancellationToken cancellation) => (await ClusterAsync(cancellation).ConfigureAwait(false))?.Replica ?? LoneName;

    /// <summary>When a moment of the actors' clock was.</summary>
    public DateTimeOffset TimeOf(Instant moment)
    {
        var offset = time.GetUtcNow().UtcTicks - Replica.System.Now.Ticks;
        var known = Volatile.Read(ref _offset);
        if (known == long.MinValue || Math.Abs(offset - known) > DriftMax.Ticks) Volatile.Write(ref _offset, known = offset);
        var ticks = known + moment.Ticks;
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    /// <summary>A controller by the name of its kind: kind, singular or plural, in any case, with or without the group.</summary>
    /// <exception cref="ManagementException">There is none.</exception>
    public Controller Controller(string kind) =>
        Replica.Controllers.All.FirstOrDefault(one => NamesOf(one).Contains(kind, StringComparer.OrdinalIgnoreCase))
        ?? throw ManagementException.Unknown("kind", kind, [.. Replica.Controllers.All.Select(static one => one.Kind.Kind)]);

    private static IEnumerable<string> NamesOf(Controller controller)
    {
        var kind = controller.Kind;
        return [kind.Kind, kind.Plural, $"{kind.Kind}.{kind.Group}", $"{kind.Plural}.{kind.Group}", controller.Spec.Name];
    }
}
