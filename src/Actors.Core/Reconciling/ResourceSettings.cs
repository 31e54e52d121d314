using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>What the actors of all objects of a replica share, and those of one controller: one reference in each of them.</summary>
internal sealed class ResourceSettings
{
    private readonly Dictionary<ControllerSpec, ResourceSettings> _ofController;
    private readonly Permits _permits;
    private readonly Quota? _own;

    /// <param name="limits">Who gives permits to those who wait.</param>
    /// <param name="permits">The permits of the replica.</param>
    /// <param name="lookEvery">How often objects that wait are told to look at the time.</param>
    public ResourceSettings(ActorRef limits, Permits permits, TimeSpan lookEvery)
    {
        (Limits, _permits, LookEvery) = (limits, permits, lookEvery);
        _ofController = permits.OfControllers.ToDictionary(static one => one.Key, one => new ResourceSettings(this, one.Key));
    }

    private ResourceSettings(ResourceSettings all, ControllerSpec controller) =>
        (Limits, _permits, _own, LookEvery, Controller, _ofController) = (all.Limits, all._permits, all._permits[controller], all.LookEvery, controller, all._ofController);

    public ActorRef Limits { get; }

    /// <summary>
    /// How often objects that wait are told to look at the time. Who waits for longer than <see cref="Near"/> has no timer: one takes as much memory as the actor itself.
    /// </summary>
    public TimeSpan LookEvery { get; }

    /// <summary>What is due by then has a timer. Twice as far as the next look, which may be late.</summary>
    public TimeSpan Near => 2 * LookEvery;

    /// <summary>Whose objects; null before an actor knows that.</summary>
    public ControllerSpec? Controller { get; }

    /// <summary>Takes a permit of the controller, if there is one and nobody waits.</summary>
    public bool TryTakePermit() => _permits.TryTake(_own!);

    /// <summary>Gives a permit back that was taken here; true if the desk is to be told.</summary>
    public bool GiveBackPermit() => _permits.GiveBack(_own!);

    /// <summary>The same, for the objects of a controller.</summary>
    public ResourceSettings Of(ControllerSpec controller) => _ofController[controller];
}
