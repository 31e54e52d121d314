using Actors.Kernel;

namespace Actors.Ingest.Tests;

/// <summary>A list and watch whose driver is the test.</summary>
public abstract class ListWatchTestBase
{
    private protected Journal Journal { get; } = new();

    private protected Instant Now { get; set; } = new(TimeSpan.FromHours(1).Ticks);

    private protected static ListWatchOptions Options { get; } = new() { Jitter = 0, UseStreamingList = false };

    private protected static ListWatchOptions Streaming { get; } = Options with { UseStreamingList = true };

    private protected ListWatch Begin(ListWatchOptions options) => new(options, Journal, new Random(1), Now);

    /// <summary>One that has listed these objects by pages and watches now.</summary>
    private protected ListWatch Watching(ulong version, params Objects.KubernetesObject[] objects)
    {
        var machine = Begin(Options);
        machine.OnPage(Databases.List(version, objects), Now);
        Journal.Take();
        return machine;
    }

    private protected void Wait(ListWatch machine, TimeSpan duration)
    {
        Now += duration;
        machine.OnDeadline(Now);
    }

    /// <summary>How long it waits now.</summary>
    private protected TimeSpan Delay(ListWatch machine)
    {
        Assert.IsType<WaitAction>(machine.Action);
        return machine.Deadline!.Value - Now;
    }
}
