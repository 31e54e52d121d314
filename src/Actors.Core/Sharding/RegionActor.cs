using Actors.Ingest;
using Actors.Kernel;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>Passes what is told about objects to their shards, and knows the objects by name.</summary>
internal sealed partial class RegionActor(RegionSettings settings) : Actor, IInspectable
{
    private readonly ResourceSettings _resources = new(settings.Limits, settings.Permits, settings.LookEvery);
    private readonly ActorRef?[] _shards = new ActorRef?[settings.NumberOfShards];
    private readonly Dictionary<ControllerSpec, Known> _controllers = settings.Controllers.ToDictionary(static one => one.Spec, static one => new Known(one));

    protected override SupervisorStrategy Supervision => ReplicaSupervision.Strategy;

    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case ForResource about:
                var shard = ShardRange.ShardOf(about.Uid, settings.NumberOfShards);
                if (!IsCurrent(shard, context.Sender))
                {
                    if (about is ForLiveResource) context.Reply(new NoSuchResource(new ObjectKey("", about.Uid)));
                    break;
                }

                Index(about);
                Pass(about, shard, context);
                if (about is PrimaryChanged) TellReferences(about.Controller, about.Uid, context);
                break;
            case SourceSynced synced:
                OnSynced(synced, context);
                break;
            case ReferenceListed listed:
                NoteReference(listed.Controller, listed.Reference, listed.Name, listed.Version);
                break;
            case ReferenceChanged changed:
                NoteReference(changed.Controller, changed.Reference, changed.Name, changed.Version);
                foreach (var uid in _controllers[changed.Controller].References[changed.Reference][changed.Name])
                {
                    TellReferences(changed.Controller, uid, context);
                    Pass(new ReconcileRequested(changed.Controller, uid, isUrgent: true) { TraceParent = changed.TraceParent }, context);
                }

                break;
            case ReconcileNamed named:
                if (Find(named.Controller, named.Name) is { } wanted) Pass(new ReconcileRequested(named.Controller, wanted, named.IsUrgent) { TraceParent = named.TraceParent }, context);
                break;
            case GetNamed get:
                if (Find(get.Controller, get.Name) is { } found) Pass(new GetResource(get.Controller, found), context);
                else context.Reply(new NoSuchResource(get.Name));
                break;
            case ActOnNamed act:
                if (Find(act.Controller, act.Name) is { } subject) Pass(new ActOn(act.Controller, subject, act.Action), context);
                else context.Reply(new NoSuchResource(act.Name));
                break;
            default:
                if (!OnLedger(message, context) && !OnFleet(message, context)) context.Unhandled(message);
                break;
        }
    }

    public object? Inspect(object question, ActorContext context)
    {
        if (question is not FindResource find || !_controllers.ContainsKey(find.Controller) || Find(find.Controller, find.Name) is not { } uid) return null;
        var shard = ShardRange.ShardOf(uid, settings.NumberOfShards);
        return new FoundResource(uid, shard, _shards[shard]);
    }

    private void Index(ForResource about)
    {
        switch (about)
        {
            case PrimaryChanged changed:
                _controllers[changed.Controller].Put(changed.Uid, changed.Object);
                break;
            case PrimaryDeleted deleted:
                _controllers[deleted.Controller].Remove(deleted.Uid, deleted.Last);
                break;
        }
    }

    private string? Find(ControllerSpec controller, ObjectKey name) =>
        _controllers[controller].Objects.TryGet(name.Namespace, name.Name, out var found) ? found.Uid : null;

    private void Pass(ForResource about, ActorContext context) => Pass(about, ShardRange.ShardOf(about.Uid, settings.NumberOfShards), context);

    private void Pass(ForResource about, int shard, ActorContext context) => (_shards[shard] ??= SpawnShard(shard, context)).Tell(about, context.Sender);

    private ActorRef SpawnShard(int shard, ActorContext context)
    {
        var spawned = context.Spawn(Props.Create(_resources, static resources => new ShardActor(resources)), ShardActor.NameOf(shard));
        if (IsWorkedOn(shard)) TellReady(shard, spawned, context);
        return spawned;
    }

    private void TellReady(int number, ActorRef shard, ActorContext context)
    {
        foreach (var (controller, known) in _controllers)
        {
            if (known.IsReady) context.Tell(shard, new ControllerReady(controller, _assigned?.Ownership, LedgerOf(number)));
        }
    }

    private void OnSynced(SourceSynced synced, ActorContext context)
    {
        var known = _controllers[synced.Controller];
        if (!known.OnSynced(synced.Source)) return;
        TellReferences(known, synced.Controller, context);

        // By way of the shards, behind all that was told about their objects.
        for (var shard = 0; shard < _shards.Length; shard++)
        {
            if (_shards[shard] is { } actor && IsWorkedOn(shard)) context.Tell(actor, new ControllerReady(synced.Controller, _assigned?.Ownership, LedgerOf(shard)));
        }

        if (_slots is not null) Apply(context);
    }

    /// <summary>What is known of a controller's objects.</summary>
    private sealed class Known(RegionController controller)
    {
        private readonly HashSet<int> _synced = [];

        public ObjectSet Objects { get; } = new();

        public IReadOnlyList<ReferenceIndex> References { get; } = [.. controller.Spec.References.Select(static _ => new ReferenceIndex())];

        public bool IsReady => _synced.Count == controller.Sources;

        public void Put(string uid, KubernetesObject subject)
        {
            Objects.Put(subject);
            for (var at = 0; at < References.Count; at++) References[at].Put(uid, controller.Spec.References[at].Names(subject));
        }

        public void Remove(string uid, KubernetesObject last)
        {
            if (Objects.TryGet(last, out var known) && known.HasUidOf(last)) Objects.Remove(last);
            foreach (var index in References) index.Remove(uid);
        }

        public void RemoveWhere(Func<string, bool> isGone)
        {
            foreach (var gone in Objects.Where(held => isGone(held.Uid)).ToArray()) Remove(gone.Uid, gone);
        }

        /// <summary>Whether with that all is known for the first time.</summary>
        public bool OnSynced(int source) => _synced.Add(source) && IsReady;
    }
}
