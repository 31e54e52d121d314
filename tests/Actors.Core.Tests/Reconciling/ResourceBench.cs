using System.Text;
using Actors.Kernel;
using Actors.Ledger;
using Actors.Objects;
using Actors.Sharding;
using Actors.Simulation;

namespace Actors.Reconciling.Tests;

/// <summary>A shard and the permits of one replica, in virtual time; the tests say what becomes of objects and of reconciles.</summary>
internal sealed class ResourceBench
{
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(200);

    private readonly Machine _machine;
    private readonly ActorRef _shard;
    private readonly List<(Effect Effect, EffectCall Call)> _begun = [];
    private object? _answer;
    private readonly ShardLedger? _ledger;
    private long _hold;

    public ResourceBench(ControllerSpec? controller = null, bool isReady = true, bool hasLedger = false)
    {
        Controller = controller ?? Spec();
        World.Handle<Effect>((effect, call) => _begun.Add((effect, call)));
        _machine = World.AddMachine("m", options: new MachineOptions { Supervision = ReplicaSupervision.Strategy });
        var permits = new Permits(maxConcurrent: 1, [Controller, Other], static max => new PlainQuota(max));
        var limits = _machine.Spawn(Props.Create(() => new LimitsActor(new LimitsOptions(), permits)), "limits");
        _shard = _machine.Spawn(Props.Create(() => new ShardActor(new ResourceSettings(limits, permits, LookEvery))), "shard");
        World.Add(new QuietSeer(quiet => Quiet = quiet));
        if (hasLedger) _ledger = new ShardLedger(_machine.Spawn(Props.Create(() => new Asker(row => Rows.Add((LedgerRow)row)))), Shard: 3, Epoch: 5);
        if (isReady) BeReady();
    }

    /// <summary>What the ledger was told, in order.</summary>
    public List<LedgerRow> Rows { get; } = [];

    /// <summary>The clock of the actors.</summary>
    public Instant Now => _machine.Now;

    public World World { get; } = new(1);

    public ControllerSpec Controller { get; }

    /// <summary>The effects under way, oldest first.</summary>
    public IReadOnlyList<Effect> Running => [.. Open.Select(one => one.Effect)];

    private IEnumerable<(Effect Effect, EffectCall Call)> Open => _begun.Where(one => !one.Call.HasEnded);

    public static ControllerSpec Spec(string? finalizer = null, TimeSpan? resync = null, Func<KubernetesObject, IReadOnlyList<ConcurrencyLimit>>? limits = null) => new()
    {
        Limits = limits,
        Name = "databases",
        Kind = new GroupKind("example.com", "Database"),
        Owned = [new GroupKind("example.com", "Part")],
        Finalizer = finalizer,
        Resync = resync,
        Backoff = new Backoff { Min = TimeSpan.FromSeconds(1), Max = TimeSpan.FromSeconds(60), Jitter = 0 },
        TimeLimit = TimeSpan.FromSeconds(100),
        Grace = TimeSpan.FromSeconds(10),
    };

    public static KubernetesObject Database(int version, int generation = 1, string uid = "u", bool isBeingDeleted = false, string? finalizer = null) =>
        Parse("Database", uid, version, $"\"generation\":{generation}{(isBeingDeleted ? ",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"" : "")}{(finalizer is null ? "" : $",\"finalizers\":[\"{finalizer}\"]")}");

    public static KubernetesObject Part(int version, string uid = "p", string owner = "u") =>
        Parse("Part", uid, version, $"\"ownerReferences\":[{{\"apiVersion\":\"example.com/v1\",\"kind\":\"Database\",\"name\":\"d\",\"uid\":\"{owner}\",\"controller\":true}}]");

    /// <summary>Another controller of the same replica.</summary>
    public ControllerSpec Other { get; } = Spec();

    public void BeReady() => Send(new ControllerReady(Controller, ledger: _ledger));

    public void OtherIsReady() => Send(new ControllerReady(Other));

    /// <summary>Has the shard know what was remembered of its objects.</summary>
    public void Remind(params LedgerRow[] rows) => Send(new ShardRows(rows));

    /// <summary>Has the object's actor know what all that it refers to comes to.</summary>
    public void Refer(ulong hash) => Send(new ReferencesAre(Controller, "u", hash));

    /// <summary>Has it end because its permit could not be kept.</summary>
    public void EndPermit(string uid = "u")
    {
        _machine.Find($"/shard/{uid}")!.Tell(PermitEnded.Instance);
        Settle();
    }

    /// <summary>Has all objects stand still.</summary>
    public void Hold(bool cancels = false)
    {
        Quiet = null;
        Send(new HoldShard(++_hold, cancels));
    }

    /// <summary>What the shard said when all stood still; null if it has not.</summary>
    public ShardQuiet? Quiet { get; private set; }

    public void HandOver(IReadOnlyList<TryState> tries) => Send(new Actors.Cluster.ShardHandover(0, 1, tries));

    public void Change(KubernetesObject database, string? trace = null) => Send(new PrimaryChanged(Controller, database.Uid, database, WorkClass.Event) { TraceParent = trace });

    public void Delete(KubernetesObject last) => Send(new PrimaryDeleted(Controller, last.Uid, last));

    public void ChangePart(KubernetesObject part, string owner = "u", string? trace = null) =>
        Send(new ChildChanged(Controller, owner, new Child(0, part), WorkClass.Event) { TraceParent = trace });

    public void DeletePart(KubernetesObject part, string owner = "u", string? trace = null) => Send(new ChildDeleted(Controller, owner, new Child(0, part)) { TraceParent = trace });

    public void Request(bool isUrgent = false, string? trace = null) => Send(new ReconcileRequested(Controller, "u", isUrgent) { TraceParent = trace });

    /// <summary>Has somebody act on the object, and gives the answer.</summary>
    public object? Act(ResourceAction action, string uid = "u")
    {
        _answer = null;
        _shard.Tell(new ActOn(Controller, uid, action), NewAsker());
        Settle();
        return _answer;
    }

    /// <summary>What the object's actor answers to whoever looks on; null if there is none.</summary>
    public object? Inspect(object question, string uid = "u")
    {
        _answer = null;
        ((ActorCell)_shard).Post(new Inspect(new FindChild(uid), NewAsker()));
        Settle();
        if (_answer is not ActorCell resource) return null;
        resource.Post(new Inspect(question, NewAsker()));
        Settle();
        return _answer;
    }

    /// <summary>The states the object's actor says it has been in.</summary>
    public IReadOnlyList<ResourceState> States() => [.. Assert.IsType<ResourceDetail>(Inspect(new DescribeResource())).Transitions.Select(static one => one.State)];

    /// <summary>Ends the oldest effect that is under way.</summary>
    public void End(object outcome)
    {
        Open.First().Call.Complete(outcome);
        Settle();
    }

    public void End(ReconcileResult result, params IReadOnlyList<KubernetesObject> written) => End(new ReconcileEnded(result, written, null));

    public void Fail(TimeSpan? retryAfter = null) => End(new Failed(new ReconcileError("Error", "on purpose"), retryAfter));

    public bool IsCancelled => Open.First().Call.IsCancelled;

    public void EndCancelled()
    {
        Open.First().Call.CompleteCancelled();
        Settle();
    }

    public void Pass(double seconds) => World.RunFor(TimeSpan.FromSeconds(seconds));

    public ResourceState StateOf(string uid = "u") => Snapshot(uid)?.State ?? ResourceState.Absent;

    /// <summary>What the actor says of itself; null if there is none.</summary>
    public ResourceSnapshot? Snapshot(string uid = "u")
    {
        _answer = null;
        _shard.Tell(new GetResource(Controller, uid), NewAsker());
        Settle();
        return _answer as ResourceSnapshot;
    }

    private ActorRef NewAsker() => _machine.Spawn(Props.Create(() => new Asker(answer => _answer = answer)));

    private static KubernetesObject Parse(string kind, string uid, int version, string more) => KubernetesObject.Parse(Encoding.UTF8.GetBytes(
        $"{{\"apiVersion\":\"example.com/v1\",\"kind\":\"{kind}\",\"metadata\":{{\"name\":\"{uid}\",\"namespace\":\"n\",\"uid\":\"{uid}\",\"resourceVersion\":\"{version}\",{more}}}}}"));

    private void Send(object message)
    {
        _shard.Tell(message);
        Settle();
    }

    // Messages take no time worth speaking of; timers of the tests are in seconds.
    private void Settle() => World.RunFor(TimeSpan.FromMilliseconds(50));

    private sealed class Asker(Action<object> take) : Actor
    {
        protected override void Receive(object message, ActorContext context) => take(message);
    }

    private sealed class QuietSeer(Action<ShardQuiet> see) : Checker
    {
        public override void Observe(in TraceEvent happened)
        {
            if (happened is { Kind: TraceKind.Told, Message: ShardQuiet quiet }) see(quiet);
        }
    }
}
