using Actors.Ingest;
using Actors.Kernel;

namespace Actors.Sharding;

/// <summary>To a courier: this is what is wanted now. Told again after each <see cref="Carried"/>: only then the next of a watch is read.</summary>
internal sealed record Carry(ListWatchAction Action);

/// <summary>From a courier: what came of it.</summary>
internal sealed record Carried(ListWatchAction Action, object Outcome);

/// <summary>Has the requests of one stream carried out for the ingest above it, which by the sender knows what came of which. When it stops, what is open is closed.</summary>
internal sealed class WatchCourier(WatchedKind kind, ListWatchOptions options) : Actor
{
    private readonly WatchRequests _requests = new(kind, options);
    private ListWatchAction? _wanted;

    protected override void PostStop(ActorContext context) => _requests.Close();

    protected override void Receive(object message, ActorContext context)
    {
        if (message is Carry carry) _wanted = carry.Action;
        else if (!_requests.TryTake(message, out var outcome))
        {
            context.Unhandled(message);
            return;
        }
        else if (outcome is not null)
        {
            context.Tell(context.Parent, new Carried(_requests.Action!, outcome));
            return;
        }

        _requests.Drive(_wanted!, context);
    }
}
