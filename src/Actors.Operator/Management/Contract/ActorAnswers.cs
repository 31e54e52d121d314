namespace Actors.Operators.Management;

/// <summary>A page of objects.</summary>
/// <param name="Asked">The replica that answers.</param>
/// <param name="Total">How many there are that were asked for, on all pages.</param>
/// <param name="Items">Those of this page, as sorted.</param>
/// <param name="Continue">Asks for the next page; null with the last one.</param>
/// <param name="Missing">Who has not answered: its objects are not among them.</param>
internal sealed record ActorsAnswer(string Asked, int Total, IReadOnlyList<ActorSummary> Items, string? Continue, IReadOnlyList<MissingReplica> Missing);

/// <summary>An object and where it stands.</summary>
/// <param name="Kind">Its kind, without the group.</param>
/// <param name="Namespace">Its namespace; empty for one of the whole cluster.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="Replica">Who works on it.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="State">
/// <c>Absent</c>, <c>Starting</c>, <c>Idle</c>, <c>Queued</c>, <c>Waiting</c>, <c>Running</c>, <c>RunningDirty</c>, <c>Deleting</c>, <c>Backoff</c>, <c>Scheduled</c>, <c>Failed</c>,
/// <c>Paused</c>.
/// </param>
/// <param name="Since">Since when.</param>
/// <param name="Attempts">How often it has failed in a row.</param>
/// <param name="DueAt">When it runs next by itself; null if only a change has it run.</param>
/// <param name="Generation">The generation known.</param>
/// <param name="DoneGeneration">That of the last success; null if there was none.</param>
/// <param name="LastSeconds">How long its last reconcile took; null if there was none here.</param>
/// <param name="IsPaused">Whether somebody has paused it.</param>
/// <param name="Reason">Why it failed last, in a word; null if it has succeeded since.</param>
/// <param name="Message">The same in a line, at most 200 characters.</param>
internal sealed record ActorSummary(
    string Kind, string Namespace, string Name, string Uid, string Replica, int Shard, string State, DateTimeOffset Since, int Attempts, DateTimeOffset? DueAt, long Generation,
    long? DoneGeneration, double? LastSeconds, bool IsPaused, string? Reason, string? Message);

/// <summary>All that is known of an object's actor.</summary>
/// <param name="Asked">The replica that answers.</param>
/// <param name="Object">What a list shows of it.</param>
/// <param name="Controller">Whose it is.</param>
/// <param name="Path">Its actor.</param>
/// <param name="LastError">Why it failed last; null if it has succeeded since.</param>
/// <param name="LastOutcome">How its last reconcile ended; null if there was none here.</param>
/// <param name="WaitingFor">The limit it waits for; null if it waits for none.</param>
/// <param name="IsHanging">Whether its reconcile goes on though its time is over.</param>
/// <param name="MailboxDepth">How many messages wait for the actor.</param>
/// <param name="Children">What belongs to it.</param>
/// <param name="Transitions">Its last states, at most 32, the oldest first.</param>
/// <param name="IsWhole">Whether the transitions are all there were; false: of an object that has done nothing but succeed only the last are kept.</param>
internal sealed record ActorAnswer(
    string Asked, ActorSummary Object, string Controller, string Path, ErrorInfo? LastError, OutcomeInfo? LastOutcome, string? WaitingFor, bool IsHanging, int MailboxDepth,
    IReadOnlyList<ChildInfo> Children, IReadOnlyList<TransitionInfo> Transitions, bool IsWhole)
{
    /// <summary>What the ledger has of it; null where there is no ledger, or it has nothing.</summary>
    public LedgerInfo? Ledger { get; init; }
}

/// <summary>What is remembered of an object beyond the life of its replica.</summary>
/// <param name="Outcome">How its last reconcile ended: <c>Done</c>, <c>Requeued</c>, <c>Failed</c>, <c>Terminal</c>, <c>CleanupFailed</c>.</param>
/// <param name="Attempts">How often it has failed in a row.</param>
/// <param name="DueAt">When it is to run next; null if only a change has it run.</param>
/// <param name="Generation">The generation tried last; null if none was.</param>
/// <param name="DoneGeneration">That of the last success; null if there was none.</param>
/// <param name="DoneHash">What the object and all that belongs to it came to then, in hexadecimal; null if it is looked at again whatever it comes to.</param>
/// <param name="StateBytes">How many bytes the author keeps with it.</param>
/// <param name="Epoch">The epoch of the shard map it is kept under: no replica overwrites it with an earlier one.</param>
/// <param name="IsWritten">Whether it is in the database; false while it waits to be written.</param>
internal sealed record LedgerInfo(
    string Outcome, int Attempts, DateTimeOffset? DueAt, long? Generation, long? DoneGeneration, string? DoneHash, int StateBytes, long Epoch, bool IsWritten);

/// <summary>Why a reconcile failed.</summary>
/// <param name="Reason">In a word.</param>
/// <param name="Message">In a line or a few.</param>
/// <param name="Details">More, such as a stack trace; null if there is none.</param>
internal sealed record ErrorInfo(string Reason, string Message, string? Details);

/// <summary>How a reconcile ended.</summary>
/// <param name="Result"><c>Done</c>, <c>RequeueAfter</c>, <c>Failed</c>, <c>Terminal</c>.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record OutcomeInfo(string Result, DateTimeOffset StartedAt, double Seconds);

/// <summary>Something that belongs to an object.</summary>
internal sealed record ChildInfo(string Kind, string Namespace, string Name, string Uid, string ResourceVersion);

/// <summary>An object has come into a state.</summary>
/// <param name="Time">When.</param>
/// <param name="State">Which.</param>
/// <param name="Attempts">How often it had failed in a row.</param>
internal sealed record TransitionInfo(DateTimeOffset Time, string State, int Attempts);

/// <summary>A transition as it happens.</summary>
/// <param name="Time">When.</param>
/// <param name="Replica">Where.</param>
/// <param name="Kind">The object's kind.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state now.</param>
/// <param name="Attempts">How often it has failed in a row.</param>
/// <param name="Reason">Why it failed, in a word; null if it has not.</param>
/// <param name="Message">The same in a line; with <see cref="To"/> <c>Lost</c>, how many transitions are left out here.</param>
internal sealed record TransitionEvent(
    DateTimeOffset Time, string Replica, string Kind, string Namespace, string Name, string Uid, string From, string To, int Attempts, string? Reason, string? Message);

/// <summary>An actor and those below it.</summary>
/// <param name="Asked">The replica that answers.</param>
/// <param name="Path">The actor.</param>
/// <param name="Type">What it is, such as <c>RegionActor</c>.</param>
/// <param name="State">Its life: <c>Running</c>, <c>Failed</c>, <c>BackingOff</c> …</param>
/// <param name="MailboxDepth">How many messages wait for it.</param>
/// <param name="ChildCount">How many children it has.</param>
/// <param name="Children">Those of this page, by name.</param>
/// <param name="Continue">Asks for the next page; null with the last one.</param>
internal sealed record HierarchyAnswer(
    string Asked, string Path, string Type, string State, int MailboxDepth, int ChildCount, IReadOnlyList<HierarchyChild> Children, string? Continue);

/// <summary>A child of an actor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its path.</param>
/// <param name="Type">What it is.</param>
/// <param name="State">Its life.</param>
/// <param name="MailboxDepth">How many messages wait for it.</param>
/// <param name="ChildCount">How many children it has.</param>
internal sealed record HierarchyChild(string Name, string Path, string Type, string State, int MailboxDepth, int ChildCount);
