using Actors.Engine.Tests;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Hosting;
using Actors.Reconciling;
using Actors.Sharding;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Operators.Tests.Faults;

/// <summary>A whole operator of gadgets at a real API server, with a clock that only the test moves and faults between the two.</summary>
public abstract class FaultTestBase : IAsyncLifetime
{
    protected const string Space = TestCluster.Namespace;

    // The wheel of the actors' timers is as fine as a millisecond: near enough to say "not before" and "then".
    private protected static readonly TimeSpan Around = TimeSpan.FromMilliseconds(10);

    private protected ManualTime Time { get; } = new();

    private protected Scripted Reconciler { get; } = new();

    private protected OperatorTestKit Kit { get; private set; } = null!;

    /// <summary>How long an object that failed waits, without chance.</summary>
    private protected static Backoff Steady { get; } = new() { Min = TimeSpan.FromSeconds(1), Max = TimeSpan.FromSeconds(8), Jitter = 0 };

    private protected Replica Replica => Kit.Services.GetRequiredService<OperatorService>().Replica!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        // What does not end by itself is waited for in the operator's time.
        if (Kit is not null) await AdvanceUntilAsync(TimeSpan.FromSeconds(1), Kit.DisposeAsync().AsTask());
    }

    private protected async Task StartAsync(Action<ControllerOptions<Gadget>>? configure = null, bool isDefined = true) => Kit = await OperatorTestKit.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton(Reconciler);
            builder.Add<Gadget, Scripted>(configure);
        },
        new OperatorTestKitOptions { Name = TestRun.Manager, Time = Time, Workloads = null, Definitions = isDefined ? [Gadget.Definition] : [] });

    private protected Task<Gadget> CreateAsync(string name, int size = 1) =>
        Kit.CreateAsync(new Gadget { Metadata = { Name = name, Namespace = Space }, Spec = new GadgetSpec { Size = size } });

    private protected Task<Gadget> WhenSeenAsync(string name, int size) => Kit.WaitForAsync<Gadget>(Space, name, one => one.Status?.Seen == size);

    /// <summary>What most of the objects here are for: to be reconciled, whatever becomes of the others.</summary>
    private protected static async Task<Outcome> ShowSizeAsync(ReconcileContext<Gadget> context, CancellationToken cancellation)
    {
        var size = context.Object.Spec.Size;
        await context.UpdateStatusAsync(gadget => gadget.Status = new GadgetStatus { Phase = "Ready", Seen = size }, cancellation);
        return Outcome.Done;
    }

    /// <summary>As <see cref="ShowSizeAsync"/>, and before that a child with the size.</summary>
    private protected static async Task<Outcome> ApplySizeAsync(ReconcileContext<Gadget> context, CancellationToken cancellation)
    {
        var config = new V1ConfigMap
        {
            Metadata = { Name = context.Object.Metadata.Name }, Data = new Dictionary<string, string> { ["size"] = $"{context.Object.Spec.Size}" },
        };
        await context.ApplyAsync(config, cancellation);
        return await ShowSizeAsync(context, cancellation);
    }

    /// <summary>Asks the object's actor until it is as wanted.</summary>
    private protected async Task<ResourceSnapshot> StateAsync(string name, Func<ResourceSnapshot, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        ResourceSnapshot? last = null;
        while (!patience.IsCancellationRequested)
        {
            last = await Replica.AskAsync<object>(new GetNamed(Replica.Controllers.All[0].Spec, new ObjectKey(Space, name))) as ResourceSnapshot;
            if (last is not null && isWanted(last)) return last;
        }

        throw new TimeoutException($"{name} was not as awaited; the last was {last}");
    }

    /// <summary>Moves the clock to just before and just after a moment, and in between sees to it that what is early would be seen.</summary>
    private protected async Task PassAsync(TimeSpan wait, Action isAsBefore)
    {
        Time.Advance(wait - Around);
        await Waiting.LetThreadsGoOn();
        isAsBefore();
        Time.Advance(2 * Around);
    }

    /// <summary>Moves the clock on, a step at a time, until something has come about.</summary>
    private protected async Task AdvanceUntilAsync(TimeSpan step, Task awaited)
    {
        while (!awaited.IsCompleted) await AdvanceAsync(step);
        await awaited;
    }

    private protected Task AdvanceUntilAsync(TimeSpan step, Func<bool> isSo) => UntilAsync(isSo, () => AdvanceAsync(step));

    /// <summary>Waits for what comes about without the clock.</summary>
    private protected static Task UntilAsync(Func<bool> isSo) => UntilAsync(isSo, Waiting.LetThreadsGoOn);

    private static async Task UntilAsync(Func<bool> isSo, Func<Task> wait)
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        while (!isSo())
        {
            patience.Token.ThrowIfCancellationRequested();
            await wait();
        }
    }

    private protected async Task AdvanceAsync(TimeSpan step, int times)
    {
        for (var done = 0; done < times; done++) await AdvanceAsync(step);
    }

    /// <summary>Moves the clock on when nothing is asked of the server any more: a clock that ran ahead of it would have requests time out.</summary>
    private async Task AdvanceAsync(TimeSpan step)
    {
        await Kit.Requests.WhenAnsweredAsync().Soon();
        Time.Advance(step);
        await Waiting.LetThreadsGoOn();
    }
}
