namespace Actors.Simulation;

/// <summary>What must hold of any actors the kernel runs.</summary>
internal static class KernelCheckers
{
    public static IEnumerable<Checker> All() =>
    [
        new FailureChecker(),
        new LifecycleChecker(),
        new SupervisionChecker(),
        new HierarchyChecker(),
        new MailboxChecker(),
        new SenderOrderChecker(),
        new StashChecker(),
        new DeathWatchChecker(),
        new TimerChecker(),
        new ReceiveTimeoutChecker(),
        new EffectChecker(),
        new AskChecker(),
        new EntityChecker(),
    ];
}
