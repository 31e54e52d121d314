using Actors.Kernel;

namespace Actors.Ledger;

/// <summary>Names one row: an object, as one controller sees it.</summary>
/// <param name="Controller">The controller's name, by default its kind in lower case.</param>
/// <param name="Uid">The object's uid.</param>
internal readonly record struct LedgerKey(string Controller, string Uid);

/// <summary>What is remembered of an object beyond the life of its actor: the newest state there is, and no history.</summary>
internal sealed record LedgerRow
{
    /// <summary>How many characters of an error are kept.</summary>
    public const int MessageMax = 1024;

    /// <summary>How many bytes of its own an author may have kept with an object.</summary>
    public const int StateMax = 64 * 1024;

    private readonly string _reason = "";
    private readonly string _message = "";

    /// <summary>Whose.</summary>
    public required LedgerKey Key { get; init; }

    /// <summary>The object's namespace, for people; empty if it has none.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The object's name, for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>The shard it was in, for people: which rows are a shard's is decided by the hash of the uid.</summary>
    public int Shard { get; init; }

    /// <summary>Of the shard map by which the writer worked on the shard: a row is not replaced by one of an earlier epoch.</summary>
    public long Epoch { get; init; }

    /// <summary>How the last reconcile ended.</summary>
    public LedgerOutcome Outcome { get; init; }

    /// <summary>How often it has failed in a row.</summary>
    public int Failures { get; init; }

    /// <summary>When it is to be reconciled next though nothing has changed, on the clock of the host that has the row; null if only a change will have it run.</summary>
    public Instant? Due { get; init; }

    /// <summary>How long it has been due by the clock on the wall, when it was read; zero while it is not.</summary>
    public TimeSpan Overdue { get; init; }

    /// <summary>Why it failed last, in one word; empty if it has succeeded.</summary>
    public string Reason
    {
        get => _reason;
        init => _reason = Bounded(value);
    }

    /// <summary>Why it failed last, for people; empty if it has succeeded.</summary>
    public string Message
    {
        get => _message;
        init => _message = Bounded(value);
    }

    /// <summary>The generation that was tried last; -1 if none was.</summary>
    public long Generation { get; init; } = -1;

    /// <summary>The generation of the last success; -1 if there was none.</summary>
    public long DoneGeneration { get; init; } = -1;

    /// <summary>What the object and all that belongs to it came to when the last reconcile had ended; 0 if it is to be looked at again whatever it comes to.</summary>
    public ulong DoneHash { get; init; }

    /// <summary>The author's own, as JSON; null if there is none. Not changed any more.</summary>
    public byte[]? State { get; init; }

    /// <summary>Whether the object is gone, and the row is to go.</summary>
    public bool IsGone { get; init; }

    /// <summary>What every store takes: not too long, without the NUL that PostgreSQL has none of, and without half a character.</summary>
    private static string Bounded(string text)
    {
        var length = Math.Min(text.Length, MessageMax);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1])) length--;
        var kept = text.AsSpan(0, length);
        if (kept.IndexOf('\0') < 0 && !HasHalf(kept)) return length == text.Length ? text : kept.ToString();
        var clean = kept.ToArray();
        for (var at = 0; at < clean.Length; at++)
        {
            if (char.IsHighSurrogate(clean[at]) && at + 1 < clean.Length && char.IsLowSurrogate(clean[at + 1])) at++;
            else if (clean[at] == '\0' || char.IsSurrogate(clean[at])) clean[at] = '\uFFFD';
        }

        return new string(clean);
    }

    private static bool HasHalf(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[++at])) return true;
        }

        return false;
    }
}

/// <summary>How a reconcile ended. The numbers are what is stored.</summary>
internal enum LedgerOutcome
{
    /// <summary>None has ended yet.</summary>
    None = 0,

    /// <summary>All was as it should be.</summary>
    Done = 1,

    /// <summary>All was well, and it asked to be looked at again.</summary>
    Requeued = 2,

    /// <summary>It failed and is tried again.</summary>
    Failed = 3,

    /// <summary>It failed, and is not tried again before it changes.</summary>
    Terminal = 4,

    /// <summary>The cleanup of an object that is being deleted failed and is tried again.</summary>
    CleanupFailed = 5,
}
