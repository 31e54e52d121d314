using Actors.Kernel;

namespace Actors.Engine;

/// <summary>The sender of a question from outside the system: takes the first answer, later ones are dead letters.</summary>
internal sealed class AskRef(ActorSystemHost host, int number) : ActorRef
{
    private readonly TaskCompletionSource<object> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ActorPath Path { get; } = ActorPath.Root / "temp" / $"ask-{number}";

    public Task<object> Answer => _answer.Task;

    public override void Tell(object message, ActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!_answer.TrySetResult(message)) host.OnDeadLetter(new DeadLetter(message, sender, this));
    }

    /// <summary>No answer is waited for any more.</summary>
    public void Close() => _answer.TrySetCanceled();
}
