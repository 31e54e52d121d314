namespace Actors.Kernel.Tests;

/// <summary>The simulated host keeps the kernel's contract.</summary>
public static class SimulatedKernelTests
{
    public sealed class Tell : TellContract
    {
        protected override KernelHarness NewHost() => new SimulatedHarness();
    }

    public sealed class Hierarchy : HierarchyContract
    {
        protected override KernelHarness NewHost() => new SimulatedHarness();
    }

    public sealed class Supervision : SupervisionContract
    {
        protected override KernelHarness NewHost() => new SimulatedHarness();
    }

    public sealed class DeathWatch : DeathWatchContract
    {
        protected override KernelHarness NewHost() => new SimulatedHarness();
    }

    public sealed class Timers : TimersContract
    {
        protected override KernelHarness NewHost() => new SimulatedHarness();
    }

    public sealed class Stash : StashContract
    {
        protected override KernelHarness NewHost() => new SimulatedHarness();
    }

    public sealed class Ask : AskContract
    {
        protected override KernelHarness NewHost() => new SimulatedHarness();
    }

    public sealed class Effects : EffectsContract
    {
        protected override KernelHarness NewHost() => new SimulatedHarness();
    }

    public sealed class Passivation : PassivationContract
    {
        protected override KernelHarness NewHost() => new SimulatedHarness();
    }
}
