namespace Actors.Ingest;

/// <summary>Why a request, or a watch that was open, came to nothing.</summary>
/// <param name="Code">The HTTP status, or the code of the <c>Status</c>; 0 if the connection failed.</param>
/// <param name="Reason">The <c>Status</c>'s reason, such as <c>Expired</c>; empty if there is none.</param>
/// <param name="Message">What went wrong, for people.</param>
/// <param name="RetryAfter">How long the server wants to be left alone; null if it did not say.</param>
public sealed record RequestFailure(int Code, string Reason, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>The reason where an answer came that cannot be read.</summary>
    public const string Unreadable = "Unreadable";

    /// <summary>Whether the version asked for is not there any more: only a new list helps.</summary>
    public bool IsExpired => Code == 410 || Reason is "Expired" or "Gone";

    /// <summary>Whether the server does not understand what it was asked for, so that asking again is of no use.</summary>
    public bool IsRefusal => Code is 400 or 405 or 406 or 415 or 422;
}
