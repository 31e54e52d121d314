using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>An actor wants to run and waits for <see cref="PermitGranted"/>. Whoever waits already, or has a permit, asks for nothing more.</summary>
/// <param name="Controller">Whose limit counts.</param>
/// <param name="Work">Why it is to run.</param>
/// <param name="Limits">The limits by key that hold for it beside those of the replica and of the controller.</param>
internal sealed record AskPermit(ControllerSpec Controller, WorkClass Work, IReadOnlyList<ConcurrencyLimit> Limits);

/// <summary>The actor that asked may run, until it tells <see cref="ReturnPermit"/>.</summary>
/// <param name="Slots">What it runs under that can run out; null for nothing.</param>
internal sealed record PermitGranted(HeldSlots? Slots)
{
    /// <summary>Under nothing that can run out.</summary>
    public static PermitGranted Instance { get; } = new((HeldSlots?)null);
}

/// <summary>The actor cannot run yet because a limit by key is reached; it goes on waiting.</summary>
/// <param name="Key">The key.</param>
internal sealed record PermitHeldUp(string Key);

/// <summary>The actor does not need its permit, or does not wait for one, any more.</summary>
internal sealed record ReturnPermit
{
    /// <summary>The one and only.</summary>
    public static ReturnPermit Instance { get; } = new();
}

/// <summary>A permit that was taken without asking was given back, and somebody may wait for it.</summary>
internal sealed record PermitFreed
{
    /// <summary>The one and only.</summary>
    public static PermitFreed Instance { get; } = new();
}

/// <summary>Nothing new is to be started. Answered with <see cref="Drained"/> when nothing runs any more.</summary>
internal sealed record Drain;

/// <summary>Nothing runs, and nothing is started.</summary>
internal sealed record Drained;

/// <summary>How many run and how many wait; answered with <see cref="LimitsSnapshot"/>.</summary>
internal sealed record GetLimits : INotInfluenceReceiveTimeout;

/// <summary>What there is of permits.</summary>
/// <param name="MaxConcurrent">How many may run at once on this replica.</param>
/// <param name="Running">How many do.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="Keys">The same by key, for the keys that are in use.</param>
/// <param name="Controllers">The same by controller.</param>
internal sealed record LimitsSnapshot(int MaxConcurrent, int Running, int Waiting, IReadOnlyList<LimitUsage> Keys, IReadOnlyList<ControllerUsage> Controllers)
{
    /// <summary>The keys this replica owns for the fleet, with how many run and wait on all replicas.</summary>
    public IReadOnlyList<LimitUsage> Owned { get; init; } = [];
}

/// <summary>How many of a controller's objects run and wait.</summary>
/// <param name="Controller">Its name.</param>
/// <param name="Running">How many run.</param>
/// <param name="Waiting">How many wait for a permit, whatever holds them up.</param>
internal sealed record ControllerUsage(string Controller, int Running, int Waiting);

/// <summary>How a limit by key is used.</summary>
/// <param name="Key">The key.</param>
/// <param name="Max">How many may run under it.</param>
/// <param name="Running">How many do.</param>
/// <param name="Waiting">How many wait for it.</param>
internal sealed record LimitUsage(string Key, int Max, int Running, int Waiting)
{
    /// <summary>The replica that says how many may run where, for a key that counts across the fleet; null for one of this replica alone, or if that is not known.</summary>
    public string? Owner { get; init; }
}
