using Actors.Reconciling;

namespace Actors.Operators.Running;

/// <summary>The controllers of an operator, by what the actors know of them.</summary>
internal sealed class ControllerSet(IReadOnlyList<Controller> all)
{
    private readonly Dictionary<ControllerSpec, Controller> _bySpec = all.ToDictionary(static one => one.Spec);

    public IReadOnlyList<Controller> All => all;

    public Controller this[ControllerSpec spec] => _bySpec[spec];
}
