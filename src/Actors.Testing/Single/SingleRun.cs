using Actors.Kubernetes.Models;
using Actors.Operators;

namespace Actors.Testing;

/// <summary>Lets a reconciler run once, and keeps what came of it.</summary>
internal sealed class SingleRun<T>(IReconciler<T> reconciler)
    where T : class, IKubernetesObject
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    public Task Ended => _ended.Task;

    public Outcome? Outcome { get; private set; }

    public Exception? Failure { get; private set; }

    public async Task<Outcome> RunAsync(Func<IReconciler<T>, Task<Outcome>> reconcile)
    {
        // What the run itself has brought about is not reconciled.
        if (Interlocked.Increment(ref _runs) > 1) return Outcome.RequeueAfter(TimeSpan.FromHours(1));
        try
        {
            return Outcome = await reconcile(reconciler);
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
        finally
        {
            _ended.TrySetResult();
        }
    }
}

/// <summary>Stands for a reconciler that has nothing to clean up.</summary>
internal sealed class SingleReconciler<T>(SingleRun<T> run) : IReconciler<T>
    where T : class, IKubernetesObject
{
    public Task<Outcome> ReconcileAsync(ReconcileContext<T> context, CancellationToken cancellation) => run.RunAsync(inner => inner.ReconcileAsync(context, cancellation));
}

/// <summary>Stands for a reconciler that cleans up.</summary>
internal sealed class SingleFinalizer<T>(SingleRun<T> run) : IReconciler<T>, IFinalizer<T>
    where T : class, IKubernetesObject
{
    public Task<Outcome> ReconcileAsync(ReconcileContext<T> context, CancellationToken cancellation) => run.RunAsync(inner => inner.ReconcileAsync(context, cancellation));

    public Task<Outcome> FinalizeAsync(ReconcileContext<T> context, CancellationToken cancellation) =>
        run.RunAsync(inner => ((IFinalizer<T>)inner).FinalizeAsync(context, cancellation));
}
