using System.Globalization;
using System.Text.Json;

namespace Actors.Load.Subjects;

/// <summary>What a process has used so far.</summary>
/// <param name="CpuSeconds">Processor time since it was started.</param>
/// <param name="WorkingSet">Bytes in memory.</param>
/// <param name="Heap">Bytes of objects on the managed heap.</param>
/// <param name="Reconciled">How many reconciles have begun.</param>
/// <param name="Latencies">From sending a change to the start of its reconcile.</param>
/// <param name="Waits">In the process's own queue.</param>
internal sealed record Usage(double CpuSeconds, long WorkingSet, long Heap, long Reconciled, Distribution? Latencies = null, Distribution? Waits = null);

/// <summary>Does what the process is told by a line of its input, and answers each with a line.</summary>
internal sealed class SubjectLoop(ISubject subject, Recorder recorder)
{
    /// <summary>Ends when so many objects are in line and all are known.</summary>
    public const string Enqueued = "enqueued";

    /// <summary>Lets reconciles run, and ends when so many have begun.</summary>
    public const string Reconciled = "reconciled";

    /// <summary>Collects all garbage first.</summary>
    public const string Memory = "memory";

    /// <summary>Forgets what was counted.</summary>
    public const string Reset = "reset";

    /// <summary>Says how long what was counted took.</summary>
    public const string Latencies = "latencies";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public async Task RunAsync(TextReader input, TextWriter output, CancellationToken cancellation)
    {
        while (await input.ReadLineAsync(cancellation) is { } line)
        {
            var words = line.Split(' ');
            var usage = await ObeyAsync(words[0], words.Length > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : 0, cancellation);
            await output.WriteLineAsync(JsonSerializer.Serialize(usage).AsMemory(), cancellation);
            await output.FlushAsync(cancellation);
        }
    }

    private async Task<Usage> ObeyAsync(string command, int count, CancellationToken cancellation)
    {
        switch (command)
        {
            case Enqueued:
                while (await subject.EnqueuedAsync() is not { } enqueued || enqueued < count) await Task.Delay(Look, cancellation);
                return Measure();
            case Reconciled:
                recorder.Open();
                while (recorder.Reconciled < count) await Task.Delay(Look, cancellation);
                return Measure();
            case Memory:
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                return Measure();
            case Reset:
                recorder.Reset();
                return Measure();
            default:
                return Measure() with { Latencies = recorder.Latencies, Waits = recorder.Waits };
        }
    }

    private Usage Measure() => new(Environment.CpuUsage.TotalTime.TotalSeconds, Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false), recorder.Reconciled);
}
