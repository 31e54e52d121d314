namespace Actors.Ingest;

/// <summary>Why a request, or a watch that was open, came to nothing.</summary>
/// <param name="Code">The HTTP status, or the code of the <c>Status</c>; 0 if the connection failed, or for one of the reasons below.</param>
/// <param name="Reason">The <c>Status</c>'s reason, such as <c>Expired</c>, or one of those below; empty if there is none.</param>
/// <param name="Message">What went wrong, for people.</param>
/// <param name="RetryAfter">How long the server wants to be left alone; null if it did not say.</param>
public sealed record RequestFailure(int Code, string Reason, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>The reason where an answer came that cannot be read.</summary>
    public const string Unreadable = "Unreadable";

    /// <summary>The reason where the server ended a watch before it had brought anything.</summary>
    public const string Ended = "Ended";

    /// <summary>The reason where nothing came for too long, not even a bookmark.</summary>
    public const string Silent = "Silent";

    /// <summary>The reason where events did not come in the order of their versions.</summary>
    public const string OutOfOrder = "OutOfOrder";

    /// <summary>The reason where a list shows an earlier version than one that was seen before.</summary>
    public const string Stale = "Stale";

    /// <summary>The reason where a page names itself as the next one.</summary>
    public const string Repeated = "Repeated";

    /// <summary>Whether the version asked for is not there any more: only a new list helps.</summary>
    public bool IsExpired => Code == 410 || Reason is "Expired" or "Gone";

    /// <summary>Whether the server could not be reached, or has no time now: that says nothing about what it was asked for.</summary>
    public bool IsUnavailable => Code is 429 or 502 or 503 || (Code == 0 && Reason.Length == 0);

    /// <summary>Whether the server does not understand what it was asked for, so that asking again is of no use.</summary>
    public bool IsRefusal => Code is 400 or 405 or 406 or 415 or 422;
}
