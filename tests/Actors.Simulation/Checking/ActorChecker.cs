using System.Diagnostics.CodeAnalysis;
using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>A checker that keeps a model of each actor.</summary>
public abstract class ActorChecker<TModel> : Checker where TModel : class, new()
{
    private readonly Dictionary<ActorRef, TModel> _models = [];

    /// <summary>The model of an actor, made when first needed.</summary>
    protected TModel Of(ActorRef actor)
    {
        if (!_models.TryGetValue(actor, out var model)) _models.Add(actor, model = new TModel());
        return model;
    }

    /// <summary>The model of an actor, if there is one.</summary>
    protected bool Has([NotNullWhen(true)] ActorRef? actor, [NotNullWhen(true)] out TModel? model)
    {
        model = null;
        return actor is not null && _models.TryGetValue(actor, out model);
    }

    /// <summary>Drops the model of an actor that has ended.</summary>
    protected void Forget(ActorRef actor) => _models.Remove(actor);

    /// <summary>The models of actors whose machine has not crashed since: what a crash took needs no account.</summary>
    protected IEnumerable<(ActorRef Actor, TModel Model)> Surviving()
    {
        foreach (var (actor, model) in _models)
        {
            if (actor is not SimulatedCell { Life.HasEnded: true }) yield return (actor, model);
        }
    }
}
