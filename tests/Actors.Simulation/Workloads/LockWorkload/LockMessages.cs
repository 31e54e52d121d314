namespace Actors.Simulation;

/// <summary>A client wants the lock. Each try has a number of its own, so that an answer to an earlier one is known for what it is.</summary>
internal sealed record Acquire(long Request) : ITraced
{
    ulong ITraced.TraceNumber => (ulong)Request;
}

/// <summary>The client has the lock, for a lease from when it asked.</summary>
internal sealed record Granted(long Request, long Epoch) : ITraced
{
    ulong ITraced.TraceNumber => (ulong)Epoch;
}

/// <summary>The holder of an epoch wants a new lease.</summary>
internal sealed record Renew(long Request, long Epoch) : ITraced
{
    ulong ITraced.TraceNumber => (ulong)Epoch;
}

/// <summary>The lease runs from when the renewal was asked for.</summary>
internal sealed record Renewed(long Request, long Epoch) : ITraced
{
    ulong ITraced.TraceNumber => (ulong)Epoch;
}

/// <summary>The holder of an epoch does not need the lock any more.</summary>
internal sealed record Release(long Epoch) : ITraced
{
    ulong ITraced.TraceNumber => (ulong)Epoch;
}

/// <summary>A client's report that it does, at this moment, what only the holder may do.</summary>
internal sealed record Used(long Epoch) : ITraced
{
    ulong ITraced.TraceNumber => (ulong)Epoch;
}

/// <summary>The report that faults have ended: from now on everyone must get the lock once more.</summary>
internal sealed record FaultsEnded;
