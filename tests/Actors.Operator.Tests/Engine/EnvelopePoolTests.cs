using System.Collections.Concurrent;
using Actors.Kernel;

namespace Actors.Engine.Tests;

public sealed class EnvelopePoolTests
{
    private const int Threads = 4;
    private const int EnvelopesOfEach = 50_000;

    [Fact]
    public async Task No_envelope_is_handed_out_twice_at_once()
    {
        var rented = new ConcurrentDictionary<Envelope, bool>(ReferenceEqualityComparer.Instance);
        var inTransit = new ConcurrentQueue<Envelope>();
        var problems = new ConcurrentQueue<string>();
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(seed => Task.Factory.StartNew(() => RentAndReturn(seed), TaskCreationOptions.LongRunning))).Soon();
        Assert.Empty(problems);

        // As mailboxes do, most are given back on another thread than they were taken on.
        void RentAndReturn(int seed)
        {
            var random = new Random(seed);
            for (var i = 0; i < EnvelopesOfEach; i++)
            {
                var envelope = EnvelopePool.Rent(EngineThread.Current, i, null);
                if (!rented.TryAdd(envelope, true)) problems.Enqueue($"thread {seed} got an envelope that is in use");
                if (envelope.Next is not null) problems.Enqueue($"thread {seed} got an envelope that is linked");
                inTransit.Enqueue(envelope);
                for (var burst = random.Next(3); burst > 0 && inTransit.TryDequeue(out var other); burst--) GiveBack(other);
            }

            while (inTransit.TryDequeue(out var other)) GiveBack(other);
        }

        void GiveBack(Envelope envelope)
        {
            if (!rented.TryRemove(envelope, out _)) problems.Enqueue("an envelope came back twice");
            EnvelopePool.Return(EngineThread.Current, envelope);
        }
    }

    [Fact]
    public void An_envelope_holds_what_it_was_taken_for_and_nothing_once_it_is_given_back()
    {
        var message = new object();
        var envelope = EnvelopePool.Rent(EngineThread.Current, message, null);
        Assert.Same(message, envelope.Message);
        EnvelopePool.Return(EngineThread.Current, envelope);
        Assert.Null(envelope.Message);
        Assert.Null(envelope.Sender);
        Assert.Same(envelope, EnvelopePool.Rent(EngineThread.Current, "next", null));
        EnvelopePool.Return(EngineThread.Current, envelope);
    }

    [Fact]
    public void What_one_thread_gives_back_another_can_use()
    {
        var given = new HashSet<Envelope>(ReferenceEqualityComparer.Instance);
        var found = 0;
        OnThread(() =>
        {
            var rented = Enumerable.Range(0, 10_000).Select(i => EnvelopePool.Rent(EngineThread.Current, i, null)).ToList();
            foreach (var envelope in rented)
            {
                given.Add(envelope);
                EnvelopePool.Return(EngineThread.Current, envelope);
            }
        });
        OnThread(() => found = Enumerable.Range(0, 10_000).Select(i => EnvelopePool.Rent(EngineThread.Current, i, null)).Count(given.Contains));
        Assert.InRange(found, 1, 10_000);

        static void OnThread(Action work)
        {
            var thread = new Thread(work.Invoke);
            thread.Start();
            thread.Join();
        }
    }
}
