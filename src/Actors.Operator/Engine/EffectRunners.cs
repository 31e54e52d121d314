using Actors.Kernel;

namespace Actors.Engine;

/// <summary>Who carries out which effect. Filled before the system starts; not changed afterwards.</summary>
public sealed class EffectRunners
{
    private static readonly EffectRunner Nobody = new(Refuse, onLane: false, lendsThread: false);

    private readonly Dictionary<Type, EffectRunner> _runners = [];

    /// <summary>Has effects of type <typeparamref name="TEffect"/> carried out by <paramref name="run"/>, on the thread pool.</summary>
    /// <param name="run">
    /// Returns the outcome message, not null. What it foresees going wrong is an outcome too; what it throws becomes
    /// <see cref="EffectFailed"/>, or <see cref="EffectCancelled"/> if it was asked to end. It should end soon after its token is cancelled: the
    /// actor that waits for it can neither stop nor restart before. The token is good until it has ended.
    /// </param>
    /// <param name="onLane">
    /// Whether it may be called on the thread that runs actors, right after the message that asked for it, which saves the way through the thread pool. For what mostly
    /// ends at once or soon awaits. One that blocks all the same holds up other actors for some 50 ms at most; after two long starts in a row effects of the type
    /// start on threads of their own for a while. Default false.
    /// </param>
    /// <param name="lendsThread">
    /// Whether the thread that ends it may run actors for a millisecond or so, beginning with the one that waits for it, which saves the way to another thread. Only where that is a thread
    /// of the pool, and nobody below on its stack holds a lock: not for what an author's code may end. Default false.
    /// </param>
    /// <returns>This collection.</returns>
    /// <exception cref="ArgumentException">There is a runner for the type already.</exception>
    public EffectRunners Add<TEffect>(Func<TEffect, CancellationToken, Task<object>> run, bool onLane = false, bool lendsThread = false)
        where TEffect : Effect
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!_runners.TryAdd(typeof(TEffect), new EffectRunner((effect, cancelled) => run((TEffect)effect, cancelled), onLane, lendsThread)))
            throw new ArgumentException($"There is a runner for {typeof(TEffect).Name} already", nameof(run));
        return this;
    }

    /// <summary>The runner for an effect; where there is none, one that says so.</summary>
    internal EffectRunner Of(Effect effect) => _runners.GetValueOrDefault(effect.GetType(), Nobody);

    private static Task<object> Refuse(Effect effect, CancellationToken cancelled) => throw new InvalidOperationException(
        $"No runner for the effect {effect.GetType().Name}: add one with {nameof(EffectRunners)}.{nameof(Add)}<{effect.GetType().Name}> before the system starts");
}
