namespace Actors.Kernel.Tests;

/// <summary>A host of the kernel as the contract's tests drive it: they act, let it settle, and look at what has come.</summary>
public abstract class KernelHarness : IAsyncDisposable
{
    public const int StashCapacity = 3;

    /// <summary>Messages that reached nobody.</summary>
    public abstract IReadOnlyList<DeadLetter> DeadLetters { get; }

    /// <summary>What was thrown, in the order it was dealt with; <c>Directive</c> is null where nothing was to be decided.</summary>
    public abstract IReadOnlyList<Exception> Failures { get; }

    /// <summary>Effects that have begun and were not answered yet, in order.</summary>
    internal abstract IReadOnlyList<PendingEffect> Effects { get; }

    /// <summary>Whether the host ended because a failure reached its root.</summary>
    public abstract bool HasFailed { get; }

    public abstract ActorRef Spawn(Props props, string? name = null);

    public void Stop(ActorRef actor) => ((ActorCell)actor).Post(Kernel.Stop.Instance);

    /// <summary>Waits until no actor has anything to do before time moves on.</summary>
    public abstract Task SettleAsync();

    /// <summary>Moves time on.</summary>
    public abstract Task AdvanceAsync(TimeSpan duration);

    public abstract ValueTask DisposeAsync();

    public async Task AdvanceAsync(double seconds) => await AdvanceAsync(TimeSpan.FromSeconds(seconds));
}

/// <summary>An effect the test answers.</summary>
internal sealed record TestEffect(string Name) : Effect;

/// <summary>A <see cref="TestEffect"/> under way.</summary>
internal abstract class PendingEffect(TestEffect effect)
{
    public TestEffect Effect => effect;

    public abstract bool IsCancelled { get; }

    public abstract void Complete(object outcome);

    public abstract void Fail(Exception error);

    public abstract void EndAsCancelled();
}
