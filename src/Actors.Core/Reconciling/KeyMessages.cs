using Actors.Cluster;
using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>What a replica has and wants of a key that counts across the fleet.</summary>
/// <param name="Key">The key.</param>
/// <param name="Max">How many may run under it in the whole fleet.</param>
/// <param name="Number">Higher with each time the replica says it of this key.</param>
/// <param name="Held">How many slots it keeps: it uses no more until it is answered. What it was given beyond that it has given back.</param>
/// <param name="Wanted">How many more it could use.</param>
internal sealed record KeyWanted(string Key, int Max, long Number, int Held, int Wanted);

/// <summary>What a replica has of a key from now on.</summary>
/// <param name="Key">The key.</param>
/// <param name="Number">The number of what is answered. May be answered several times, each time with as much or more.</param>
/// <param name="Slots">How many may run there at once.</param>
internal sealed record KeyGiven(string Key, long Number, int Slots);

/// <summary>To the owner of keys: what a replica has and wants. Answered with <see cref="KeysGiven"/>, now and each time it is given more; not answered by who does not own a key.</summary>
internal sealed record WantKeys(string Replica, IReadOnlyList<KeyWanted> Keys);

/// <summary>From the owner of keys.</summary>
/// <param name="Replica">The owner. What comes from one that does not own the key any more counts for nothing.</param>
/// <param name="Keys">What the replica has of them.</param>
internal sealed record KeysGiven(string Replica, IReadOnlyList<KeyGiven> Keys);

/// <summary>From a replica that has come to own keys: what do you have of them? Answered with <see cref="HeldKeys"/> by who knows a map of that epoch or a later one.</summary>
internal sealed record AskHeldKeys(string Replica, long Epoch);

/// <summary>To the owner of keys: all that a replica has of its keys, and no former owner can give it more.</summary>
/// <param name="Replica">Who has them.</param>
/// <param name="Epoch">Of the map it knows.</param>
/// <param name="Keys">What it has; wanted is nothing.</param>
internal sealed record HeldKeys(string Replica, long Epoch, IReadOnlyList<KeyWanted> Keys);

/// <summary>From <c>/cluster</c>: who owns which keys, and until when this replica may act as an owner.</summary>
/// <param name="Replica">The replica, as the map names it.</param>
/// <param name="Until">Until when its lease is good; null if it may do nothing.</param>
/// <param name="Map">The map; null if there is none that can be used.</param>
/// <param name="Acknowledged">It has given away all whose move was ordered at this epoch or before.</param>
/// <param name="Addresses">Where replicas can be reached, by name.</param>
/// <param name="Holders">Who has a lease. In the message that shows a map for the first time these are all who may act by an earlier one.</param>
internal sealed record KeysAssigned(
    string Replica, Instant? Until, ShardMap? Map, long Acknowledged, IReadOnlyDictionary<string, string> Addresses, IReadOnlyCollection<string> Holders);

/// <summary>To an actor that runs: a key it runs under could not be kept, and it has to end before somebody else gets it.</summary>
internal sealed record PermitEnded
{
    /// <summary>The one and only.</summary>
    public static PermitEnded Instance { get; } = new();
}

/// <summary>What <see cref="LimitsActor"/> needs to count keys across the fleet.</summary>
/// <param name="LimitsAt">That of the replica at an address.</param>
/// <param name="RelyFor">After how long without an answer a replica has nothing of a key any more, from before it asked the owner: as with leases, the renew deadline.</param>
/// <param name="Duration">How long the owner keeps it for the replica, from when it was asked: the duration of a lease.</param>
internal sealed record LimitsFleet(Func<string, ActorRef> LimitsAt, TimeSpan RelyFor, TimeSpan Duration)
{
    /// <summary>How often is looked whether something has run out.</summary>
    public TimeSpan LookInterval => RelyFor / 40;

    /// <summary>After how long what has run out is looked for: soon enough to be found in time.</summary>
    public TimeSpan GoodFor => RelyFor - LookInterval;

    /// <summary>After how long what was not answered is said again.</summary>
    public TimeSpan SayAgain => RelyFor / 10;

    /// <summary>How often what is in use is renewed.</summary>
    public TimeSpan RenewInterval => RelyFor / 4;
}
