namespace Actors.Kernel.Tests;

/// <summary>What every host of the kernel must do alike. Each subject has a class of its own; each host derives from all of them.</summary>
public abstract class KernelContract : IAsyncLifetime
{
    private protected KernelHarness Host { get; private set; } = null!;

    private protected Probe Probe { get; } = new();

    public virtual Task InitializeAsync()
    {
        Host = NewHost();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    protected abstract KernelHarness NewHost();

    /// <summary>Lets the host settle and expects exactly these messages at the probe.</summary>
    private protected async Task Expect(params object[] messages)
    {
        await Host.SettleAsync();
        Assert.Equal(messages, Probe.Take());
    }

    private protected ActorRef SpawnPuppet(string? name = null) => Host.Spawn(Puppet.Showing(Probe), name);

    /// <summary>A puppet below a puppet.</summary>
    private protected async Task<ActorRef> SpawnBelow(ActorRef parent, Props props, string? name = null)
    {
        ActorRef? child = null;
        parent.Do(context => child = context.Spawn(props, name));
        await Host.SettleAsync();
        return child!;
    }
}
