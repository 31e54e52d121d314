using Actors.Kernel;
using Actors.Reconciling;

namespace Actors.Simulation;

/// <summary>
/// Nobody is told an older version of an object than it was told before, whatever streams it comes by, as long as its process lives: neither the region, for the whole life of a replica, nor a
/// shard, nor an object's actor. So nothing that is gone comes back either. What belongs to an object counts for each owner alone: the former one may hear that it has lost it when the next one
/// has known for long that it has it.
/// </summary>
internal sealed class KnowledgeChecker : Checker
{
    private readonly Dictionary<(ActorRef Told, string Owner, string Uid), ulong> _told = [];

    public override string Invariant => "KnowledgeGrows";

    public override void Observe(in TraceEvent happened)
    {
        if (happened is not { Kind: TraceKind.Received, Actor: { } actor, Message: ForResource about }) return;
        var subject = about switch
        {
            PrimaryChanged changed => changed.Object,
            PrimaryDeleted deleted => deleted.Last,
            ChildChanged changed => changed.Child.Object,
            ChildDeleted deleted => deleted.Last.Object,
            _ => default,
        };
        if (subject.IsEmpty || !subject.TryGetVersionNumber(out var version)) return;
        var key = (actor, about.Uid, subject.Uid);
        var known = _told.GetValueOrDefault(key);
        if (version < known) Violate($"{actor} is told version {version} of {subject.Name}, {subject.Uid}, after {known}");
        _told[key] = version;
    }
}
