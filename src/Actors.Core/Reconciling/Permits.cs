using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>
/// The permits to reconcile of one replica, of all controllers together and of each. An object without limits by key takes its permit here, in passing; only where it gets none, or has other
/// limits, does it ask the <see cref="LimitsActor"/>, which has who waits in line.
/// </summary>
internal sealed class Permits
{
    private readonly Dictionary<ControllerSpec, Quota> _ofController;

    /// <param name="maxConcurrent">How many reconciles run at once, of all controllers together.</param>
    /// <param name="controllers">The controllers.</param>
    /// <param name="newQuota">Makes a quota of a size, of the kind the host needs.</param>
    public Permits(int maxConcurrent, IEnumerable<ControllerSpec> controllers, Func<int, Quota> newQuota)
    {
        All = newQuota(maxConcurrent);
        _ofController = controllers.ToDictionary(static one => one, one => newQuota(one.MaxConcurrent));
    }

    /// <summary>Those of all controllers together.</summary>
    public Quota All { get; }

    /// <summary>The controllers with what each has.</summary>
    public IEnumerable<KeyValuePair<ControllerSpec, Quota>> OfControllers => _ofController;

    /// <summary>Those of one controller.</summary>
    public Quota this[ControllerSpec controller] => _ofController[controller];

    /// <summary>Takes a permit of a controller, if there is one and nobody waits.</summary>
    /// <param name="own">What the controller has.</param>
    public bool TryTake(Quota own)
    {
        if (!own.TryTake()) return false;
        if (All.TryTake()) return true;

        // Whoever waits for it hears of it: the taker goes to the desk now.
        own.GiveBack();
        return false;
    }

    /// <summary>Gives a permit back that was taken here; true if the desk is to be told.</summary>
    /// <param name="own">What the controller has.</param>
    public bool GiveBack(Quota own) => own.GiveBack() | All.GiveBack();
}
