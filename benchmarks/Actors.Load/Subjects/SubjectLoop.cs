using System.Globalization;
using System.Text.Json;
using Actors.Load.Records;

namespace Actors.Load.Subjects;

/// <summary>What a process answers.</summary>
/// <param name="CpuSeconds">Processor time since it was started.</param>
/// <param name="WorkingSet">Bytes in memory.</param>
/// <param name="Heap">Bytes of objects on the managed heap.</param>
/// <param name="Waits">How long objects have waited in its own queue, since it was asked last; null if it was not asked for that.</param>
internal sealed record Answer(double CpuSeconds, long WorkingSet, long Heap, Latencies? Waits = null);

/// <summary>Does what the process is told by a line of its input, and answers each with a line.</summary>
internal sealed class SubjectLoop(ISubject subject, Recorder recorder)
{
    /// <summary>Ends when so many objects are in line and all are known.</summary>
    public const string Enqueued = "enqueued";

    /// <summary>Lets reconciles run, and ends when so many have begun.</summary>
    public const string Reconciled = "reconciled";

    /// <summary>Collects all garbage first.</summary>
    public const string Memory = "memory";

    /// <summary>Says how long objects have waited in its queue.</summary>
    public const string Waits = "waits";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

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

    private async Task<Answer> ObeyAsync(string command, int count, CancellationToken cancellation)
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
            default:
                return Measure() with { Waits = recorder.TakeWaits() };
        }
    }

    private static Answer Measure() => new(Environment.CpuUsage.TotalTime.TotalSeconds, Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false));
}
