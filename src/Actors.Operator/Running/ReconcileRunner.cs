using System.Diagnostics;
using Actors.Kubernetes;
using Actors.Objects;
using Actors.Operators.Events;
using Actors.Operators.Telemetry;
using Actors.Operators.Writing;
using Actors.Reconciling;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Running;

/// <summary>Carries out <see cref="Reconcile"/>: calls the author's code, and makes an outcome of whatever comes of it.</summary>
internal sealed class ReconcileRunner(
    ControllerSet controllers, KubernetesClient client, EventWriter events, OperatorMetrics metrics, string fieldManager, TraceOrigin origin, TimeProvider time, ILogger log)
{
    public async Task<object> RunAsync(Reconcile run, CancellationToken cancellation)
    {
        var controller = controllers[run.Controller];
        using var writer = new ReconcileWriter(controller, run, client, fieldManager, cancellation);
        var recorder = new EventRecorder(events, run.Object);
        using var alarm = new HangAlarm(run, time, log, cancellation);
        using var activity = Begin(run);
        var begun = time.GetTimestamp();
        metrics.Begin(run.Controller.Name, run.Waited);
        ReconcileResult? result = null;
        try
        {
            result = await CallAsync(controller, run, writer, recorder, begun, cancellation).ConfigureAwait(false);
        }
        finally
        {
            // What the author has left running must not write when the next run has begun.
            writer.Close();
            metrics.End(run.Controller.Name, result, time.GetElapsedTime(begun));
            if (activity is not null) Traces.End(activity, result);
        }

        if (log.IsEnabled(LogLevel.Debug))
            log.Reconciled(run.Controller.Name, ObjectKey.Of(run.Object), result.GetType().Name, time.GetElapsedTime(begun).TotalMilliseconds, run.Attempt);
        return new ReconcileEnded(result, writer.Written, writer.Memory) { State = writer.State };
    }

    private async Task<ReconcileResult> CallAsync(
        Controller controller, Reconcile run, ReconcileWriter writer, EventRecorder recorder, long begun, CancellationToken cancellation)
    {
        var name = run.Controller.Name;
        try
        {
            Outcome? outcome;

            // What the author logs says by that which object it is about; what is logged here says so itself.
            using (controller.Log.BeginScope(new ObjectScope(name, run.Object, run.Attempt)))
                outcome = await controller.RunAsync(run, writer, recorder, time, cancellation).ConfigureAwait(false);
            if (outcome is null) throw new InvalidOperationException($"The reconciler of {name} returned no outcome: return Outcome.Done if all is well");
            if (outcome.Result is Terminal terminal) log.GivenUp(name, ObjectKey.Of(run.Object), terminal.Error.Reason, terminal.Error.Message);
            return outcome.Result;
        }
        catch (UndecodableObjectException failure)
        {
            recorder.Warning("Undecodable", failure.Message);
            log.GivenUp(name, ObjectKey.Of(run.Object), "Undecodable", failure.Message);
            return new Terminal(new ReconcileError("Undecodable", failure.Message));
        }
        catch (Exception failure) when (cancellation.IsCancellationRequested)
        {
            log.Cancelled(name, ObjectKey.Of(run.Object), failure.Message);
            return time.GetElapsedTime(begun) >= run.Controller.TimeLimit
                ? new Failed(new ReconcileError(ReconcileError.TimedOut, $"It did not end within {run.Controller.TimeLimit}", failure.ToString()))
                : new Failed(new ReconcileError("Cancelled", $"It was asked to end: {failure.Message}", failure.ToString()));
        }
        catch (KubernetesException failure) when (failure.IsConflict)
        {
            log.Conflicted(name, ObjectKey.Of(run.Object), failure.Message);
            return ToResult(failure);
        }
        catch (Exception failure)
        {
            // Where in the author's code a server was asked, the message says; anything else is found by its stack.
            log.Failed(name, ObjectKey.Of(run.Object), run.Attempt, failure.Message, RequestFailedException.FailureOf(failure) is null ? failure : null);
            return ToResult(failure);
        }
    }

    private Activity? Begin(Reconcile run)
    {
        if (Traces.Begin(run.IsCleanup ? "cleanup" : "reconcile", run.Controller, run.Object, run, origin) is not { } activity) return null;
        activity.SetTag("actors.attempt", run.Attempt);
        activity.SetTag("actors.queue_seconds", run.Waited.TotalSeconds);
        return activity;
    }

    private static Failed ToResult(Exception failure)
    {
        var refused = failure as KubernetesException;
        var reason = refused is { Reason.Length: > 0 } ? refused.Reason : failure.GetType().Name;
        return new Failed(new ReconcileError(reason, failure.Message, failure.ToString()), refused?.RetryAfter);
    }
}
