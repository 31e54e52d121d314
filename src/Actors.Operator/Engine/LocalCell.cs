using Actors.Kernel;

namespace Actors.Engine;

/// <summary>
/// A cell with a mailbox that any thread may post to. The mailbox is one field: null while the actor is idle, else a stack of what has arrived since
/// its turn last looked, with <see cref="Busy"/> at the bottom. So a post is one compare-and-swap, whoever posts to an idle actor knows that it must
/// schedule it, and no second field says whether the actor is scheduled.
/// </summary>
internal sealed class LocalCell(ActorSystemHost host, ActorCell? parent, string name, Props props) : ActorCell(host, parent, name, props)
{
    private static readonly Envelope Busy = new();

    private Envelope? _arrived;

    public override void Post(Envelope envelope)
    {
        var top = Volatile.Read(ref _arrived);
        while (true)
        {
            envelope.Next = top;
            var seen = Interlocked.CompareExchange(ref _arrived, envelope, top);
            if (ReferenceEquals(seen, top)) break;
            top = seen;
        }

        if (top is null) ((ActorSystemHost)Host).Dispatcher.Schedule(this);
    }

    /// <summary>One turn: up to <paramref name="throughput"/> messages. The dispatcher runs no cell twice at once.</summary>
    /// <returns>Whether the cell is to be scheduled again.</returns>
    public bool Run(int throughput, ref Envelope? current, ref long handled)
    {
        var left = throughput;
        while (true)
        {
            if (!ReferenceEquals(Volatile.Read(ref _arrived), Busy)) AcceptArrived();
            if (left > 0 && RunNext(ref current))
            {
                left--;
                handled++;
                continue;
            }

            // From the moment this succeeds the cell may run elsewhere.
            if (CanRun) return true;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _arrived, null, Busy), Busy)) return false;
            if (left <= 0) return true;
        }
    }

    private void AcceptArrived()
    {
        var arrived = Interlocked.Exchange(ref _arrived, Busy);
        Envelope? first = null;
        while (arrived is not null && !ReferenceEquals(arrived, Busy))
        {
            var next = arrived.Next;
            arrived.Next = first;
            first = arrived;
            arrived = next;
        }

        while (first is not null)
        {
            var next = first.Next;
            Accept(first);
            first = next;
        }
    }
}
