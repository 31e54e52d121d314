namespace Actors.Reconciling;

/// <summary>Why a reconcile failed.</summary>
/// <param name="Reason">One CamelCase word for programs, such as the type of the exception or the author's reason.</param>
/// <param name="Message">What went wrong, for people, in a line or a few.</param>
/// <param name="Details">More of it, such as a stack trace; null if there is none.</param>
internal sealed record ReconcileError(string Reason, string Message, string? Details = null)
{
    /// <summary>The reason where the time limit ended it.</summary>
    public const string TimedOut = "TimedOut";
}
