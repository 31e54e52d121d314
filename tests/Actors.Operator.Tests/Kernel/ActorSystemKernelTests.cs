namespace Actors.Kernel.Tests;

/// <summary>The thread pool host keeps the kernel's contract.</summary>
public static class ActorSystemKernelTests
{
    public sealed class Tell : TellContract
    {
        protected override KernelHarness NewHost() => new ActorSystemHarness();
    }

    public sealed class Hierarchy : HierarchyContract
    {
        protected override KernelHarness NewHost() => new ActorSystemHarness();
    }

    public sealed class Supervision : SupervisionContract
    {
        protected override KernelHarness NewHost() => new ActorSystemHarness();
    }

    public sealed class DeathWatch : DeathWatchContract
    {
        protected override KernelHarness NewHost() => new ActorSystemHarness();
    }

    public sealed class Timers : TimersContract
    {
        protected override KernelHarness NewHost() => new ActorSystemHarness();
    }

    public sealed class Stash : StashContract
    {
        protected override KernelHarness NewHost() => new ActorSystemHarness();
    }

    public sealed class Ask : AskContract
    {
        protected override KernelHarness NewHost() => new ActorSystemHarness();
    }

    public sealed class Effects : EffectsContract
    {
        protected override KernelHarness NewHost() => new ActorSystemHarness();
    }

    public sealed class EffectsOnLanes : EffectsContract
    {
        protected override KernelHarness NewHost() => new ActorSystemHarness(startsOnLane: true);
    }

    public sealed class Passivation : PassivationContract
    {
        protected override KernelHarness NewHost() => new ActorSystemHarness();
    }
}
