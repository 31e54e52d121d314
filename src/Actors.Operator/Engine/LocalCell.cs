using Actors.Kernel;

namespace Actors.Engine;

/// <summary>
/// A cell with a mailbox that any thread may post to. <see cref="ActorCell.Arrived"/> is null while the actor is idle, else a stack of what has
/// arrived since its turn last looked, with <see cref="Busy"/> at the bottom. So a post is one compare-and-swap, whoever posts to an idle actor knows
/// that it must schedule it, and no second field says whether the actor is scheduled.
/// </summary>
internal abstract class LocalCell(CellOrigin origin) : ActorCell(origin)
{
    private static readonly Envelope Busy = new();

    public static LocalCell Make(CellOrigin origin, in ActorName name) => name.TryGetUuid(out var uuid) ? new OfUuid(origin, uuid) : new OfText(origin, name.ToString());

    public override void Tell(object message, ActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        Put(message, sender);
    }

    public override void Post(KernelMessage message)
    {
        Put(message, null);
        if (message is SystemMessage) Volatile.Write(ref HasNews, true);
    }

    public override void Post(Envelope envelope)
    {
        var top = Volatile.Read(ref Arrived);
        while (true)
        {
            envelope.Next = top;
            var seen = Interlocked.CompareExchange(ref Arrived, envelope, top);
            if (ReferenceEquals(seen, top)) break;
            top = seen;
        }

        if (top is null) ((ActorSystemHost)Host).Dispatcher.Schedule(this, EngineThread.Current);
    }

    /// <summary>One turn: up to <paramref name="throughput"/> messages. The dispatcher runs no cell twice at once.</summary>
    /// <returns>Whether the cell is to be scheduled again. Means nothing if the thread has no lane any more: then turn and lane are another thread's.</returns>
    public bool Run(EngineThread thread, int throughput, ref Envelope? current, ref long handled)
    {
        var lane = thread.Lane!;
        var left = throughput;
        if (ArrivedMessage is not null) TakeFirst(thread, ref current, ref left, ref handled);
        while (true)
        {
            if (lane.HasToStart)
            {
                StartEffects(lane, thread, ref current, ref left, ref handled);
                if (thread.Lane is null) return false;
            }

            // While messages wait, only for what takes effect before them: others write there all the time, and each look fetches the line from their processor.
            if ((Volatile.Read(ref HasNews) || !CanRun) && !ReferenceEquals(Volatile.Read(ref Arrived), Busy))
            {
                // What arrives may start or stop the actor: then it is not handling the last message any more.
                current = null;
                Volatile.Write(ref HasNews, false);
                AcceptArrived();
            }

            if (left > 0 && RunNext(ref current, out var used))
            {
                if (used is not null) EnvelopePool.Return(thread, used);
                left--;
                handled++;
                continue;
            }

            if (lane.HasToStart) continue;
            ((ActorSystemHost)Host).LookAtArmed(lane);

            // From the moment this succeeds the cell may run elsewhere.
            if (CanRun) return true;
            if (ReferenceEquals(Interlocked.CompareExchange(ref Arrived, null, Busy), Busy)) return false;
            if (left <= 0) return true;
        }
    }

    private void Put(object message, ActorRef? sender)
    {
        var thread = EngineThread.Current;
        if (Volatile.Read(ref Arrived) is not null || Interlocked.CompareExchange(ref Arrived, Busy, null) is not null)
        {
            Post(EnvelopePool.Rent(thread, message, sender));
            return;
        }

        // The first message to an idle actor travels in the cell, which goes to the receiving processor anyway; an envelope would be one more line that
        // crosses over, and crosses back when it is used again (a third of a message when spread over 100,000 actors).
        ArrivedMessage = message;
        ArrivedSender = sender;
        ((ActorSystemHost)Host).Dispatcher.Schedule(this, thread);
    }

    private void TakeFirst(EngineThread thread, ref Envelope? current, ref int left, ref long handled)
    {
        var message = ArrivedMessage!;
        var sender = ArrivedSender;
        ArrivedMessage = null;
        ArrivedSender = null;
        if (!TryRunAlone(message, sender, thread, ref current, ref left, ref handled)) Accept(EnvelopePool.Rent(thread, message, sender));
    }

    /// <summary>Starts what the last message has asked for. The outcome of what ends at once comes next, if nothing waits.</summary>
    private void StartEffects(Dispatcher.Lane lane, EngineThread thread, ref Envelope? current, ref int left, ref long handled)
    {
        while (lane.HasToStart && thread.Lane is not null)
        {
            if (lane.StartNext(thread) is { } ended && !TryRunAlone(ended, null, thread, ref current, ref left, ref handled)) ended.Finish();
        }
    }

    private bool TryRunAlone(object message, ActorRef? sender, EngineThread thread, ref Envelope? current, ref int left, ref long handled)
    {
        // Something else that has come, such as a stop, may have to take effect before it.
        if (left <= 0 || !ReferenceEquals(Volatile.Read(ref Arrived), Busy)) return false;
        if (!TryRunAtOnce(message, sender, thread.Single, ref current, out var isStashed)) return false;
        if (isStashed) thread.Single = new Envelope();
        left--;
        handled++;
        return true;
    }

    private void AcceptArrived()
    {
        var last = Interlocked.Exchange(ref Arrived, Busy);
        var arrived = last;
        Envelope? first = null;
        var isPlain = true;
        while (arrived is not null && !ReferenceEquals(arrived, Busy))
        {
            var next = arrived.Next;
            arrived.Next = first;
            isPlain &= arrived.Message is not KernelMessage;
            first = arrived;
            arrived = next;
        }

        // Envelopes that others have filled are in no cache, each costs as much as a message: they are gone through once here and not twice.
        if (isPlain && first is not null)
        {
            AcceptAll(first, last!);
            return;
        }

        while (first is not null)
        {
            var next = first.Next;
            Accept(first);
            first = next;
        }
    }

    private sealed class OfText(CellOrigin origin, string name) : LocalCell(origin)
    {
        public override ActorName Key => ActorName.Of(name);
    }

    private sealed class OfUuid(CellOrigin origin, Guid name) : LocalCell(origin)
    {
        public override ActorName Key => ActorName.Of(name);
    }
}
