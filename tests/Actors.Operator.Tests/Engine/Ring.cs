using System.Collections.Concurrent;
using Actors.Kernel;

namespace Actors.Engine.Tests;

/// <summary>Actors that count what they get from threads and from their neighbours, and say what is wrong with it.</summary>
internal sealed class Ring(int actors, int threads, int messagesOfEach)
{
    private readonly TaskCompletionSource _allHandled = Waiting.Signal();
    private int _left = 2 * actors * threads * messagesOfEach;

    public ActorRef[] Actors { get; } = new ActorRef[actors];

    public ConcurrentQueue<string> Problems { get; } = [];

    public Task AllHandled => _allHandled.Task;

    public Props Member(int index) => Props.Create(() => new Counter(this, index));

    /// <summary>Tells every actor, on behalf of one of the threads, all of its messages; each is passed on to the neighbour once.</summary>
    public void Send(int thread)
    {
        for (var number = 0; number < messagesOfEach; number++)
        {
            foreach (var actor in Actors) actor.Tell(new Numbered(thread, number));
        }
    }

    private void Handled()
    {
        if (Interlocked.Decrement(ref _left) == 0) _allHandled.SetResult();
    }

    private sealed record Numbered(int Sender, int Number);

    private sealed class Counter(Ring ring, int index) : Actor
    {
        private readonly Dictionary<int, int> _next = [];
        private int _passedOn;
        private int _inside;

        private int OwnNumber => -1 - index;

        protected override void Receive(object message, ActorContext context)
        {
            if (Interlocked.Exchange(ref _inside, 1) != 0) ring.Problems.Enqueue($"{context.Self} runs on two threads");
            var (sender, number) = (Numbered)message;
            var expected = _next.GetValueOrDefault(sender);
            if (number != expected) ring.Problems.Enqueue($"{context.Self} got {number} of {sender} and not {expected}");
            _next[sender] = number + 1;
            if (sender >= 0) context.Tell(ring.Actors[(index + 1) % ring.Actors.Length], new Numbered(OwnNumber, _passedOn++));
            Interlocked.Exchange(ref _inside, 0);
            ring.Handled();
        }
    }
}
