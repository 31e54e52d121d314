using Actors.Reconciling;

namespace Actors.Operators;

/// <summary>How a reconcile ended, where it did not throw.</summary>
public sealed class Outcome
{
    private Outcome(ReconcileResult result) => Result = result;

    /// <summary>All is as it should be: nothing to do until something changes.</summary>
    public static Outcome Done { get; } = new(ReconcileResult.Done);

    internal ReconcileResult Result { get; }

    /// <summary>All is well so far; look again after some time, or when something changes before.</summary>
    /// <param name="delay">How long from now, above zero.</param>
    public static Outcome RequeueAfter(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(delay, TimeSpan.Zero);
        return new Outcome(new RequeueAfter(delay));
    }

    /// <summary>To try again is of no use before something changes: the object is left as it is until then.</summary>
    /// <param name="reason">One CamelCase word, for programs.</param>
    /// <param name="message">Why, for people.</param>
    public static Outcome Terminal(string reason, string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new Outcome(new Terminal(new ReconcileError(reason, message)));
    }

    /// <inheritdoc/>
    public override string ToString() => Result.ToString();
}
