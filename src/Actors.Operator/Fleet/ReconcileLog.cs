using System.Diagnostics;
using System.Text.Json;
using Actors.Reconciling;

namespace Actors.Operators.Fleet;

/// <summary>
/// Writes down when reconciles begin and end, a line of JSON each, by the machine's monotonic clock, which all its processes share: so that somebody who has the files of all replicas can
/// tell whether an object was ever reconciled by two at once. What was written stays if the process is killed.
/// </summary>
internal sealed class ReconcileLog(string file, string replica) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _out = new(file, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>As <paramref name="run"/>, written down.</summary>
    public Func<Reconcile, CancellationToken, Task<object>> Around(Func<Reconcile, CancellationToken, Task<object>> run) => async (reconcile, cancellation) =>
    {
        Write(reconcile, "start", null);
        var outcome = "failed";
        try
        {
            var ended = await run(reconcile, cancellation).ConfigureAwait(false);
            outcome = OutcomeOf(ended, cancellation);
            return ended;
        }
        finally
        {
            Write(reconcile, "end", outcome);
        }
    };

    public void Dispose() => _out.Dispose();

    private static string OutcomeOf(object ended, CancellationToken cancellation) => (ended as ReconcileEnded)?.Result switch
    {
        Done => "done",
        RequeueAfter => "requeue",
        Terminal => "terminal",
        _ => cancellation.IsCancellationRequested ? "cancelled" : "failed",
    };

    private void Write(Reconcile run, string what, string? outcome)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(new
        {
            at = (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency)),
            replica,
            @event = what,
            uid = run.Object.Uid,
            @namespace = run.Object.Namespace,
            name = run.Object.Name,
            generation = run.Object.Generation,
            outcome,
        });
        lock (_gate) _out.Write([.. line, (byte)'\n']);
    }
}
