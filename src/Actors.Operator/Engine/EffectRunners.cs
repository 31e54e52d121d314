using Actors.Kernel;

namespace Actors.Engine;

/// <summary>Who carries out which effect. Filled before the system starts; not changed afterwards.</summary>
public sealed class EffectRunners
{
    private readonly Dictionary<Type, Func<Effect, CancellationToken, Task<object>>> _runners = [];

    /// <summary>Has effects of type <typeparamref name="TEffect"/> carried out by <paramref name="run"/>, on the thread pool.</summary>
    /// <param name="run">
    /// Returns the outcome message, not null. What it foresees going wrong is an outcome too; what it throws becomes
    /// <see cref="EffectFailed"/>, or <see cref="EffectCancelled"/> if it was asked to end. It should end soon after its token is cancelled: the
    /// actor that waits for it can neither stop nor restart before.
    /// </param>
    /// <returns>This collection.</returns>
    /// <exception cref="ArgumentException">There is a runner for the type already.</exception>
    public EffectRunners Add<TEffect>(Func<TEffect, CancellationToken, Task<object>> run)
        where TEffect : Effect
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!_runners.TryAdd(typeof(TEffect), (effect, cancelled) => run((TEffect)effect, cancelled)))
            throw new ArgumentException($"There is a runner for {typeof(TEffect).Name} already", nameof(run));
        return this;
    }

    internal Task<object> RunAsync(Effect effect, CancellationToken cancelled)
    {
        if (_runners.TryGetValue(effect.GetType(), out var run)) return run(effect, cancelled);
        throw new InvalidOperationException(
            $"No runner for the effect {effect.GetType().Name}: add one with {nameof(EffectRunners)}.{nameof(Add)}<{effect.GetType().Name}> before the system starts");
    }
}
