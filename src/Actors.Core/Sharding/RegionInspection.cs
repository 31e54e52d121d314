using Actors.Kernel;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>A question (<see cref="Inspect"/>) to the region: where is the object of that name? Answered with <see cref="FoundResource"/> if there is one.</summary>
internal sealed record FindResource(ControllerSpec Controller, ObjectKey Name);

/// <summary>Where an object is.</summary>
/// <param name="Uid">Its uid, which is its actor's name.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="ShardActor">The actor of the shard; null if there is none yet.</param>
internal sealed record FoundResource(string Uid, int Shard, ActorRef? ShardActor);
