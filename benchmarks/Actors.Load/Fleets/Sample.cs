namespace Actors.Load.Fleets;

/// <summary>What was seen at one moment.</summary>
/// <param name="At">Seconds since the measuring began.</param>
/// <param name="Members">Each process that lives.</param>
/// <param name="Owners">For each shard the number of the replica that owns it, among <see cref="RoundResult.Replicas"/>; -1 for nobody. Empty where nothing is shared.</param>
internal sealed record Sample(double At, IReadOnlyList<MemberSample> Members, IReadOnlyList<int> Owners);

/// <param name="Name">The process's name.</param>
/// <param name="Processors">How many processors it has used since the sample before.</param>
/// <param name="WorkingSet">Its bytes in memory.</param>
/// <param name="Reconciles">How many reconciles have begun in it since the sample before, a second.</param>
internal sealed record MemberSample(string Name, double Processors, long WorkingSet, double Reconciles);

/// <summary>Something a scenario has done to the fleet.</summary>
/// <param name="At">Seconds since the measuring began.</param>
/// <param name="Text">What.</param>
internal sealed record Mark(double At, string Text);

/// <summary>How long changes were on their way, for those that were due in one second.</summary>
/// <param name="At">Seconds since the measuring began.</param>
/// <param name="Changes">How many.</param>
/// <param name="P50">Milliseconds until a reconcile has seen it, for half of them.</param>
/// <param name="P99">For all but one in a hundred.</param>
internal sealed record LatencySample(double At, int Changes, double P50, double P99);
