namespace Actors.Simulation;

/// <summary>Broken on purpose: believes any epoch, so what a former holder says late counts for the present one.</summary>
internal sealed class ForgetfulLockService(LockScenario scenario) : LockService(scenario)
{
    protected override bool IsCurrent(long epoch) => true;
}
