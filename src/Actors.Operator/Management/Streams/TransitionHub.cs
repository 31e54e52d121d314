using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Actors.Reconciling;

namespace Actors.Operators.Management;

/// <summary>Hands transitions to whoever follows them. The actors are listened to only while somebody does, and none of them ever waits for a reader: what does not fit is counted and left out.</summary>
internal sealed class TransitionHub(ReplicaView view)
{
    private const int Capacity = 1024;
    private const int ReadersMax = 32;

    private readonly Lock _gate = new();
    private volatile Reader[] _readers = [];

    /// <summary>Those a request is about.</summary>
    public Func<ResourceTransition, bool> FilterOf(ManagementRequest request)
    {
        var controller = request.Query("kind") is { } kind ? view.Controller(kind).Spec : null;
        var (space, name, states) = (request.Query("namespace"), request.Query("name"), ActorList.StatesOf(request));
        return one => (controller is null || one.Controller == controller) && (space is null || one.Key.Namespace == space) && (name is null || one.Key.Name == name)
            && (states == 0 || (states & (1 << (int)one.To)) != 0);
    }

    public async IAsyncEnumerable<TransitionEvent> ReadAsync(ManagementRequest request, [EnumeratorCancellation] CancellationToken stop)
    {
        var reader = new Reader(FilterOf(request));
        Add(reader);
        try
        {
            var replica = await view.NameAsync(stop).ConfigureAwait(false);
            await foreach (var (time, one) in reader.Events.Reader.ReadAllAsync(stop).ConfigureAwait(false))
            {
                if (reader.TakeLost() is > 0 and var lost)
                    yield return new TransitionEvent(time, replica, "", "", "", "", "", "Lost", 0, null, $"{lost} transitions are left out: they came faster than they were read");
                yield return new TransitionEvent(
                    time, replica, one.Controller.Kind.Kind, one.Key.Namespace, one.Key.Name, one.Uid, one.From.ToString(), one.To.ToString(), one.Failures, one.Error?.Reason,
                    one.Error?.Message.Split('\n')[0]);
            }
        }
        finally
        {
            Remove(reader);
        }
    }

    private void Add(Reader reader)
    {
        lock (_gate)
        {
            if (_readers.Length == ReadersMax) throw ManagementException.Unavailable($"{ReadersMax} readers follow the transitions already");
            _readers = [.. _readers, reader];
            Listen(Take);
        }
    }

    private void Remove(Reader reader)
    {
        lock (_gate)
        {
            _readers = [.. _readers.Where(one => one != reader)];
            if (_readers.Length == 0) Listen(null);
        }
    }

    private void Listen(Action<ResourceTransition>? listener)
    {
        if (view.Service.Replica is not { } replica) return;
        foreach (var controller in replica.Controllers.All) controller.Spec.Tap.Listener = listener;
    }

    private void Take(ResourceTransition transition)
    {
        var time = view.Time.GetUtcNow();
        foreach (var reader in _readers) reader.Take(time, transition);
    }

    private sealed class Reader(Func<ResourceTransition, bool> wants)
    {
        private long _lost;

        public Channel<(DateTimeOffset Time, ResourceTransition Transition)> Events { get; } =
            Channel.CreateBounded<(DateTimeOffset, ResourceTransition)>(new BoundedChannelOptions(Capacity) { SingleReader = true });

        public void Take(DateTimeOffset time, ResourceTransition transition)
        {
            if (wants(transition) && !Events.Writer.TryWrite((time, transition))) Interlocked.Increment(ref _lost);
        }

        public long TakeLost() => Interlocked.Exchange(ref _lost, 0);
    }
}
