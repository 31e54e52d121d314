using System.Net;
using Actors.Cluster;
using Actors.Engine.Tests;
using Actors.Kernel;
using Actors.Reconciling;
using Actors.Testing;

namespace Actors.Operators.Fleet.Tests;

public class FenceTests
{
    private static readonly Ownership First = new("a_1", 1);
    private static readonly Ownership Second = new("a_1", 2);

    private readonly ManualTime _time = new();
    private readonly Fence _fence;

    public FenceTests() => _fence = new Fence(_time);

    private Instant Now => new(_time.GetElapsedTime(0).Ticks);

    [Fact]
    public void Nothing_is_let_through_before_the_first_lease_after_its_end_and_under_another_ownership()
    {
        Assert.False(_fence.IsOpen(new Permission(First)));
        Keep(First, TimeSpan.FromSeconds(10));
        Assert.True(_fence.IsOpen(new Permission(First)));
        Assert.True(_fence.IsOpen(new Permission(First with { })));
        Assert.False(_fence.IsOpen(new Permission(Second)));

        _time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        Assert.True(_fence.IsOpen(new Permission(First)));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_fence.IsOpen(new Permission(First)));

        Keep(Second, TimeSpan.FromSeconds(10));
        Assert.True(_fence.IsOpen(new Permission(Second)));
        Assert.False(_fence.IsOpen(new Permission(First)));
    }

    [Fact]
    public void A_process_that_sleeps_while_the_fence_is_set_gets_less_time_and_not_more()
    {
        var until = Now + TimeSpan.FromSeconds(10);
        _fence.Keep(First, until, () =>
        {
            _time.Advance(TimeSpan.FromSeconds(9));
            return Now;
        });
        Assert.False(_fence.IsOpen(new Permission(First)));
    }

    [Fact]
    public async Task What_runs_under_a_slot_of_a_limit_by_key_ends_with_it_unless_it_is_renewed()
    {
        Keep(First, TimeSpan.FromSeconds(100));
        var (one, other) = (new KeySlot("node-1", 1), new KeySlot("node-2", 2));
        var guarded = _fence.Guard<AddFinalizer>(static (_, _) => Task.FromResult<object>(Fence.Current!));
        var permission = (Permission)await guarded(Under(one), CancellationToken.None);
        var both = (Permission)await guarded(Under(one, other), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        Assert.True(_fence.IsOpen(permission));

        // Renewed, one of two.
        _fence.KeepSlots(new KeepSlots(2, new Dictionary<KeySlot, Instant> { [one] = Now + TimeSpan.FromSeconds(5) }), () => Now);
        _fence.KeepSlots(new KeepSlots(1, new Dictionary<KeySlot, Instant> { [one] = Now, [other] = Now + TimeSpan.FromSeconds(5) }), () => Now);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(_fence.IsOpen(permission));
        Assert.False(_fence.IsOpen(both));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(_fence.IsOpen(permission));

        // What others got of the key later is nothing to who began before it had run out.
        _fence.KeepSlots(new KeepSlots(3, new Dictionary<KeySlot, Instant> { [one with { Life = 3 }] = Now + TimeSpan.FromSeconds(5) }), () => Now);
        Assert.False(_fence.IsOpen(permission));
        var late = Under(one);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(new EffectCancelled(late), await guarded(late, CancellationToken.None));
        Assert.True(_fence.IsOpen(new Permission(First)));

        AddFinalizer Under(params KeySlot[] slots) => new(null!, default) { Ownership = First, Slots = new HeldSlots(slots, Now + TimeSpan.FromSeconds(10)) };
    }

    [Fact]
    public async Task An_effect_whose_ownership_is_over_does_not_begin()
    {
        var begun = 0;
        var guarded = _fence.Guard<AddFinalizer>((_, _) => Task.FromResult<object>(++begun));
        var effect = new AddFinalizer(null!, default) { Ownership = First };

        Assert.Equal(new EffectCancelled(effect), await guarded(effect, CancellationToken.None));
        Keep(First, TimeSpan.FromSeconds(1));
        Assert.Equal(1, await guarded(effect, CancellationToken.None));
        Assert.Null(Fence.Current);
    }

    [Fact]
    public async Task Each_request_of_an_effect_is_looked_at_wherever_it_is_sent_from()
    {
        Keep(First, TimeSpan.FromSeconds(1));
        var server = new Counter();
        using var client = Client(server);
        var ended = Waiting.Signal();
        Task? background = null;
        var guarded = _fence.Guard<AddFinalizer>(async (_, cancellation) =>
        {
            await client.PutAsync("/one", null, cancellation);
            background = Task.Run(async () =>
            {
                await ended.Task;
                await client.PutAsync("/two", null, CancellationToken.None);
            }, CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/three", cancellation));
            return "ended";
        });
        await guarded(new AddFinalizer(null!, default) { Ownership = First }, CancellationToken.None);

        // What the author's code has left behind acts under what it was begun under.
        Keep(Second, TimeSpan.FromSeconds(1));
        ended.SetResult();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => background!);
        Assert.StartsWith("PUT /two is not sent: this replica does not own the object any more", refused.Message, StringComparison.Ordinal);
        await client.PutAsync("/outside", null);
        Assert.Equal(["PUT /one", "PUT /outside"], server.Requests);
    }

    [Fact]
    public async Task A_write_that_is_not_answered_in_its_time_is_given_up_and_a_read_is_not()
    {
        Keep(First, TimeSpan.FromMinutes(1));
        var server = new Counter { IsSilent = true };
        using var client = Client(server);
        using var giveUp = new CancellationTokenSource();
        var guarded = _fence.Guard<AddFinalizer>(async (_, _) =>
        {
            var (read, write) = (client.GetAsync("/one", giveUp.Token), client.PutAsync("/two", null, CancellationToken.None));
            _time.Advance(TimeSpan.FromSeconds(3));
            var late = await Assert.ThrowsAsync<HttpRequestException>(() => write);
            Assert.Contains("akka.cluster.write-timeout", late.Message, StringComparison.Ordinal);
            Assert.False(read.IsCompleted);
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
            return "ended";
        });
        Assert.Equal("ended", await guarded(new AddFinalizer(null!, default) { Ownership = First }, CancellationToken.None));
    }

    private HttpClient Client(HttpMessageHandler server) =>
        new(new FenceHandler(server, _fence, TimeSpan.FromSeconds(3), _time)) { BaseAddress = new Uri("http://server"), Timeout = Timeout.InfiniteTimeSpan };

    private void Keep(Ownership ownership, TimeSpan time) => _fence.Keep(ownership, Now + time, () => Now);

    private sealed class Counter : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        public bool IsSilent { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
            if (IsSilent) await Waiting.Signal().Task.WaitAsync(cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
