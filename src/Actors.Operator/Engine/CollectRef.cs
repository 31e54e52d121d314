using Actors.Kernel;

namespace Actors.Engine;

/// <summary>The sender of one question to many actors: hands each answer on, and ends with the last one.</summary>
/// <param name="host">Takes what comes when nobody waits any more.</param>
/// <param name="number">Tells it from others.</param>
/// <param name="count">How many answers there will be.</param>
/// <param name="take">Gets each answer, on any thread, several at once.</param>
internal sealed class CollectRef(ActorSystemHost host, int number, int count, Action<object> take) : ActorRef
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = count;

    public override ActorPath Path { get; } = ActorPath.Root / "temp" / $"ask-{number}";

    /// <summary>Ends when all have answered.</summary>
    public Task WhenAll => _ended.Task;

    public override void Tell(object message, ActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_ended.Task.IsCompleted)
        {
            host.OnDeadLetter(new DeadLetter(message, sender, this));
            return;
        }

        take(message);
        if (Interlocked.Decrement(ref _left) == 0) _ended.TrySetResult();
    }

    /// <summary>No answer is waited for any more.</summary>
    public void Close() => _ended.TrySetCanceled();
}
