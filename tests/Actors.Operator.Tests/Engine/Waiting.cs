using Actors.Kernel;

namespace Actors.Engine.Tests;

/// <summary>Waits for what must happen, however slow the machine is; what does not happen at all fails.</summary>
internal static class Waiting
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>Asks again and again until the answer is what is wanted.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(Limit);
        while (true)
        {
            var answer = await ask();
            if (isWanted(answer)) return answer;
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Asks, with a limit on the machine's clock: that of the system may stand still.</summary>
    public static Task<T> Ask<T>(this ActorSystem system, ActorRef target, object message) =>
        system.AskAsync<T>(target, message, Timeout.InfiniteTimeSpan).Soon();

    /// <summary>
    /// Gives threads the time to end what they are about to end. Nothing that passes may depend on it: it only makes sure that what must not happen
    /// would be seen if it did.
    /// </summary>
    public static async Task LetThreadsGoOn()
    {
        await using var other = new ActorSystem();
        var echo = other.Spawn(Acting.Echo);
        for (var i = 0; i < 200; i++) await other.Ask<int>(echo, i);
    }

    public static TaskCompletionSource<T> Signal<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
