using Actors.Kernel;
using Actors.Settings;

namespace Actors.Engine.Tests;

/// <summary>What a busy system does all the time leaves nothing to the garbage collector. Nothing else runs meanwhile: all threads' allocations are measured.</summary>
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTests : IAsyncDisposable
{
    private const int Operations = 100_000;

    // Others in the process, such as the test runner, may allocate in between: the best of some attempts counts.
    private const int Attempts = 10;

    private readonly ActorSystem _system = new(new ActorSystemOptions { Dispatcher = new DispatcherOptions { Parallelism = 1 } });

    [Fact]
    public async Task A_message_from_one_actor_to_another_allocates_nothing()
    {
        var pair = Enumerable.Range(0, 2).Select(_ => _system.Spawn(Props.Create(() => new PingPong()))).ToArray();
        await AssertFree(async () =>
        {
            var rally = new Rally(pair);
            pair[0].Tell(rally);
            await rally.Over.Task.Soon();
        });
    }

    [Fact]
    public async Task A_message_from_outside_allocates_nothing()
    {
        var over = Waiting.Signal();
        var got = 0;
        var message = new object();
        var actor = _system.Spawn(Acting.As((_, _) =>
        {
            if (++got % Operations == 0) over.SetResult();
        }));
        await AssertFree(async () =>
        {
            over = Waiting.Signal();
            for (var i = 0; i < Operations; i++) actor.Tell(message);
            await over.Task.Soon();
        });
    }

    [Fact]
    public async Task Setting_and_cancelling_a_timer_allocates_nothing()
    {
        var actor = _system.Spawn(Acting.As((message, context) =>
        {
            for (var i = 0; i < Operations; i++)
            {
                context.StartTimer("t", message, TimeSpan.FromHours(1));
                context.CancelTimer("t");
            }

            context.Reply(message);
        }));
        await AssertFree(() => _system.Ask<string>(actor, "go"));
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    private static async Task AssertFree(Func<Task> operations)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && least >= Operations; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await operations();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.True(least < Operations, $"{Operations} operations allocate {least} bytes");
    }

    private sealed class Rally(ActorRef[] pair)
    {
        public TaskCompletionSource Over { get; } = Waiting.Signal();

        public int Left { get; set; } = Operations;

        public ActorRef Other(ActorRef one) => ReferenceEquals(one, pair[0]) ? pair[1] : pair[0];
    }

    private sealed class PingPong : Actor
    {
        protected override void Receive(object message, ActorContext context)
        {
            var rally = (Rally)message;
            if (--rally.Left == 0) rally.Over.SetResult();
            else context.Tell(rally.Other(context.Self), rally);
        }
    }
}
