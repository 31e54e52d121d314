using Actors.Kernel;
using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>A message about an object that has an actor: for one that has none no actor is made, and the sender hears of it (<see cref="Sharding.NoSuchResource"/>).</summary>
internal abstract class ForLiveResource(ControllerSpec controller, string uid) : ForResource(controller, uid), INotInfluenceReceiveTimeout;

/// <summary>What somebody wants to be done with an object.</summary>
internal enum ResourceAction
{
    /// <summary>It is to run now, whatever it waits for.</summary>
    Reconcile,

    /// <summary>It is not to run any more until it is resumed. What runs ends.</summary>
    Pause,

    /// <summary>It is to run again, once now.</summary>
    Resume,
}

/// <summary>Something is to be done with an object. Answered with <see cref="ActedOn"/>.</summary>
internal sealed class ActOn(ControllerSpec controller, string uid, ResourceAction action) : ForLiveResource(controller, uid)
{
    public ResourceAction Action => action;
}

/// <summary>The same for the object of that name, told to the region. Answered with <see cref="ActedOn"/>, or with <see cref="Sharding.NoSuchResource"/>.</summary>
internal sealed record ActOnNamed(ControllerSpec Controller, ObjectKey Name, ResourceAction Action) : INotInfluenceReceiveTimeout;

/// <summary>It was done, or nothing was to be done.</summary>
/// <param name="WasPaused">Whether the object was paused before.</param>
internal sealed record ActedOn(bool WasPaused);
