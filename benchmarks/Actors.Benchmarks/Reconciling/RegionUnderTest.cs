using System.Text;
using Actors.Engine;
using Actors.Kernel;
using Actors.Objects;
using Actors.Reconciling;
using Actors.Sharding;

namespace Actors.Benchmarks.Reconciling;

/// <summary>Region, shards, resource actors and permits as in production, with a reconciler that does nothing.</summary>
internal sealed class RegionUnderTest : IAsyncDisposable
{
    private static readonly Task<object> Ended = Task.FromResult<object>(new ReconcileEnded(ReconcileResult.Done, [], null));

    private readonly ActorSystem _system;
    private readonly ActorRef _region;

    /// <param name="reconciled">Is told of each reconcile when it begins.</param>
    public RegionUnderTest(Action<Reconcile> reconciled)
    {
        var effects = new EffectRunners().Add<Reconcile>((reconcile, _) =>
        {
            reconciled(reconcile);
            return Ended;
        }, onLane: true);
        _system = new ActorSystem(effects: effects, supervision: ReplicaSupervision.Strategy);
        var options = new LimitsOptions();
        var permits = new Permits(options.MaxConcurrent, [Controller], static max => new AtomicQuota(max));
        var limits = _system.Spawn(Props.Create(() => new LimitsActor(options, permits)), "limits");
        _region = _system.Spawn(Props.Create(() => new RegionActor(new RegionSettings(256, limits, permits, [new RegionController(Controller, 1)]))), "region");
        _region.Tell(new SourceSynced(Controller, 0));
    }

    public ControllerSpec Controller { get; } = new() { Name = "databases", Kind = new GroupKind("example.com", "Database"), MaxConcurrent = 64 };

    public static string UidOf(int number) => $"{number:x8}-aaaa-bbbb-cccc-{number:x12}";

    /// <summary>A version of an object, as a watch tells of it.</summary>
    public PrimaryChanged Changed(int number, int version, int filler = 0) => new(Controller, UidOf(number), KubernetesObject.Parse(
        Encoding.UTF8.GetBytes(
            $"{{\"apiVersion\":\"example.com/v1\",\"kind\":\"Database\",\"metadata\":{{\"name\":\"d{number}\",\"namespace\":\"default\",\"uid\":\"{UidOf(number)}\",\"resourceVersion\":\"{version}\"," +
            $"\"generation\":{version}}},\"spec\":{{\"filler\":\"{new string('x', filler)}\"}}}}")), WorkClass.Event);

    public void Tell(object message) => _region.Tell(message);

    public ValueTask DisposeAsync() => _system.DisposeAsync();
}
