using Actors.Ingest;
using Actors.Kernel;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>Passes what is told about objects to their shards, and knows the objects by name.</summary>
internal sealed class RegionActor : Actor
{
    private readonly RegionSettings _settings;
    private readonly ActorRef?[] _shards;
    private readonly Dictionary<ControllerSpec, Known> _controllers;

    public RegionActor(RegionSettings settings)
    {
        _settings = settings;
        _shards = new ActorRef?[settings.NumberOfShards];
        _controllers = settings.Controllers.ToDictionary(static one => one.Spec, static one => new Known(one));
    }

    protected override SupervisorStrategy Supervision => ReplicaSupervision.Strategy;

    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case ForResource about:
                Index(about);
                Pass(about, context);
                break;
            case SourceSynced synced:
                OnSynced(synced, context);
                break;
            case ReferenceChanged changed:
                foreach (var uid in _controllers[changed.Controller].References[changed.Reference][changed.Name])
                    Pass(new ReconcileRequested(changed.Controller, uid, isUrgent: true), context);
                break;
            case ReconcileNamed named:
                if (Find(named.Controller, named.Name) is { } wanted) Pass(new ReconcileRequested(named.Controller, wanted, named.IsUrgent), context);
                break;
            case GetNamed get:
                if (Find(get.Controller, get.Name) is { } found) Pass(new GetResource(get.Controller, found), context);
                else context.Reply(new NoSuchResource(get.Name));
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void Index(ForResource about)
    {
        var known = _controllers[about.Controller];
        switch (about)
        {
            case PrimaryChanged changed:
                known.Put(changed.Uid, changed.Object);
                break;
            case PrimaryDeleted deleted:
                known.Remove(deleted.Uid, deleted.Last);
                break;
        }
    }

    private string? Find(ControllerSpec controller, ObjectKey name) =>
        _controllers[controller].Objects.TryGet(name.Namespace, name.Name, out var found) ? found.Uid : null;

    private void Pass(ForResource about, ActorContext context)
    {
        var shard = ShardRange.ShardOf(about.Uid, _settings.NumberOfShards);
        (_shards[shard] ??= SpawnShard(shard, context)).Tell(about, context.Sender);
    }

    private ActorRef SpawnShard(int shard, ActorContext context)
    {
        var spawned = context.Spawn(Props.Create(_settings, static settings => new ShardActor(settings.Limits, settings.Permits)), ShardActor.NameOf(shard));
        foreach (var (controller, known) in _controllers)
        {
            if (known.IsReady) context.Tell(spawned, new ControllerReady(controller));
        }

        return spawned;
    }

    private void OnSynced(SourceSynced synced, ActorContext context)
    {
        var known = _controllers[synced.Controller];
        if (!known.OnSynced(synced.Source)) return;

        // By way of the shards, behind all that was told about their objects.
        var ready = new ControllerReady(synced.Controller);
        foreach (var shard in _shards)
        {
            if (shard is not null) context.Tell(shard, ready);
        }
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

        /// <summary>Whether with that all is known for the first time.</summary>
        public bool OnSynced(int source) => _synced.Add(source) && IsReady;
    }
}
