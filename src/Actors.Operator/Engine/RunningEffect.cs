using System.Diagnostics.CodeAnalysis;
using Actors.Kernel;

namespace Actors.Engine;

/// <summary>An effect on the thread pool.</summary>
[SuppressMessage("Design", "CA1001", Justification = "May be cancelled until its outcome has arrived, so it is never known to be done with; without a timer there is nothing to free.")]
internal sealed class RunningEffect : IThreadPoolWorkItem
{
    private readonly ActorSystemHost _host;
    private readonly EffectRun _run;
    private readonly CancellationTokenSource _cancellation = new();

    public RunningEffect(ActorSystemHost host, EffectRun run)
    {
        _host = host;
        _run = run;
        Since = host.Now;
    }

    public Instant Since { get; }

    /// <summary>What runs, where and since when, for the log.</summary>
    public override string ToString() => $"{_run.Owner.Path}: {_run.Effect.GetType().Name} for {(_host.Now - Since).TotalSeconds:0.0} s";

    /// <summary>Asks it to end; what it has to do for that runs on the thread pool, not on the caller's turn.</summary>
    public void Cancel() => _ = _cancellation.CancelAsync();

    /// <summary>Whether the actor it works for has this path or is below it.</summary>
    public bool IsBelow(string path)
    {
        var owner = _run.Owner.Path.ToString();
        return owner == path || (owner.StartsWith(path, StringComparison.Ordinal) && owner[path.Length] == '/');
    }

    public void Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        object outcome;
        try
        {
            outcome = await _host.Effects.RunAsync(_run.Effect, _cancellation.Token).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"The runner of {_run.Effect.GetType().Name} returned null; an effect has an outcome");
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            outcome = new EffectCancelled(_run.Effect);
        }
        catch (Exception failure)
        {
            outcome = new EffectFailed(_run.Effect, failure);
        }

        _run.Complete(outcome);
        _host.Ended(this);
    }
}
