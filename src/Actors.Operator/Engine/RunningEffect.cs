using System.Diagnostics.CodeAnalysis;
using Actors.Kernel;

namespace Actors.Engine;

/// <summary>An effect on its way: started on a lane, or on a thread of the pool, and perhaps awaited.</summary>
/// <remarks>
/// <see cref="EffectRun.HostState"/> is null until it starts, then what cancels it, in the end one of the two marks. Whoever takes the source out of it is the one who may use it: so one
/// whose effect has ended without being cancelled can serve the next effect.
/// </remarks>
internal sealed class RunningEffect(ActorSystemHost host, ActorCell owner, Effect effect, EffectId id, int life)
    : EffectRun(owner, effect, id, life), IThreadPoolWorkItem
{
    private static readonly object IsCancelled = new();
    private static readonly object IsOver = new();

    public EffectRunner Runner { get; } = host.Effects.Of(effect);

    public Instant Since { get; } = host.Now;

    /// <summary>The next that starts on the same lane.</summary>
    public RunningEffect? NextToStart { get; set; }

    /// <summary>What runs, where and since when, for the log.</summary>
    public override string ToString() => $"{Owner.Path}: {Effect.GetType().Name} for {(host.Now - Since).TotalSeconds:0.0} s";

    /// <summary>Whether the actor it works for has this path or is below it.</summary>
    public bool IsBelow(string path)
    {
        var of = Owner.Path.ToString();
        return of == path || (of.StartsWith(path, StringComparison.Ordinal) && of[path.Length] == '/');
    }

    /// <summary>Asks it to end; what it has to do for that runs on the thread pool, not on the caller's turn.</summary>
    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref HostState, IsCancelled, null) is CancellationTokenSource source
            && ReferenceEquals(Interlocked.CompareExchange(ref HostState, IsCancelled, source), source))
            _ = source.CancelAsync();
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "May be cancelled until its outcome has arrived, so it is never known to be done with; without a timer there is nothing to free.")]
    public void Execute()
    {
        if (!Start(new CancellationTokenSource())) return;
        FinishAsTracked();
    }

    /// <summary>Calls the runner; true if it has ended with that: then <see cref="Finish"/> tells the owner.</summary>
    public bool Start(CancellationTokenSource cancellation)
    {
        if (Interlocked.CompareExchange(ref HostState, cancellation, null) is not null) cancellation.Cancel();
        try
        {
            var task = Runner.Run(Effect, cancellation.Token);
            if (!task.IsCompleted)
            {
                host.Begun(this);
                _ = AwaitAsync(task, cancellation);
                return false;
            }

            Outcome = Checked(task.GetAwaiter().GetResult());
        }
        catch (Exception failure)
        {
            Outcome = OutcomeOf(failure, cancellation);
        }

        return true;
    }

    /// <summary>Tells the owner that it has ended.</summary>
    public void Finish() => Complete(Outcome!);

    /// <summary>As <see cref="Finish"/>, for one that is among the host's running effects.</summary>
    public void FinishAsTracked()
    {
        Finish();
        host.Ended(this);
    }

    /// <summary>After <see cref="Start"/> has said that it has ended: whether nobody has asked for its cancellation, or can do so from now on.</summary>
    public bool LetGoOf(CancellationTokenSource cancellation) => ReferenceEquals(Interlocked.Exchange(ref HostState, IsOver), cancellation);

    private async Task AwaitAsync(Task<object> task, CancellationTokenSource cancellation)
    {
        object outcome;
        try
        {
            outcome = Checked(await task.ConfigureAwait(false));
        }
        catch (Exception failure)
        {
            outcome = OutcomeOf(failure, cancellation);
        }

        var lane = Runner.LendsThread ? host.Dispatcher.TryEnter(EngineThread.Current) : null;
        Complete(outcome);
        host.Ended(this);
        lane?.Execute();
    }

    private object Checked(object? outcome) =>
        outcome ?? throw new InvalidOperationException($"The runner of {Effect.GetType().Name} returned null; an effect has an outcome");

    private object OutcomeOf(Exception failure, CancellationTokenSource cancellation) =>
        failure is OperationCanceledException && cancellation.IsCancellationRequested ? new EffectCancelled(Effect) : new EffectFailed(Effect, failure);
}
