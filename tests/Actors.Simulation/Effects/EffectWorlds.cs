using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>The simulated worlds that carry effects out, by the type of effect.</summary>
internal sealed class EffectWorlds(World world)
{
    private readonly Dictionary<Type, Action<Effect, EffectCall>> _handlers = [];

    public void Handle<TEffect>(Action<TEffect, EffectCall> handler) where TEffect : Effect =>
        _handlers[typeof(TEffect)] = (effect, call) => handler((TEffect)effect, call);

    public void Begin(EffectRun run, SimulatedHost life)
    {
        var call = new EffectCall(run, life);
        run.HostState = call;
        life.Record(TraceKind.EffectBegun, run.Owner, null, run.Effect);
        world.RunOutside(() => Carry(run.Effect, call));
    }

    private void Carry(Effect effect, EffectCall call)
    {
        if (HandlerOf(effect.GetType()) is not { } handler)
        {
            call.Fail(new NotSupportedException($"No simulated world handles {effect.GetType().Name}; add one with World.Handle<{effect.GetType().Name}>"));
            return;
        }

        try
        {
            handler(effect, call);
        }
        catch (Exception failure)
        {
            call.Fail(failure);
        }
    }

    private Action<Effect, EffectCall>? HandlerOf(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (_handlers.TryGetValue(type, out var handler)) return handler;
        }

        return null;
    }
}
