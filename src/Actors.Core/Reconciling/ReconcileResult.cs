namespace Actors.Reconciling;

/// <summary>How a reconcile ended.</summary>
internal abstract record ReconcileResult
{
    /// <summary>All is as it should be: nothing to do until something changes.</summary>
    public static ReconcileResult Done { get; } = new Done();
}

/// <inheritdoc cref="ReconcileResult.Done"/>
internal sealed record Done : ReconcileResult;

/// <summary>All is well so far; to be looked at again after some time, or when something changes.</summary>
/// <param name="Delay">How long from now.</param>
internal sealed record RequeueAfter(TimeSpan Delay) : ReconcileResult;

/// <summary>It failed and is to be tried again.</summary>
/// <param name="Error">Why.</param>
/// <param name="RetryAfter">How long to wait at least, where a server has said so.</param>
internal sealed record Failed(ReconcileError Error, TimeSpan? RetryAfter = null) : ReconcileResult;

/// <summary>It failed, and to try again is of no use before something changes.</summary>
/// <param name="Error">Why.</param>
internal sealed record Terminal(ReconcileError Error) : ReconcileResult;
