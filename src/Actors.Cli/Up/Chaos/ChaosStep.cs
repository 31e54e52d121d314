namespace Actors.Cli.Up.Chaos;

/// <summary>What is done to a replica.</summary>
internal enum ChaosAction
{
    /// <summary>SIGKILL; <see cref="Start"/> follows.</summary>
    Kill,

    /// <summary>SIGSTOP; <see cref="Resume"/> follows.</summary>
    Pause,

    /// <summary>SIGTERM; <see cref="Start"/> follows.</summary>
    Stop,

    /// <summary>It is started again.</summary>
    Start,

    /// <summary>SIGCONT.</summary>
    Resume,
}

/// <summary>One thing that is done to a replica.</summary>
/// <param name="At">When, from the beginning of the chaos.</param>
/// <param name="Replica">To which.</param>
/// <param name="Action">What.</param>
internal sealed record ChaosStep(TimeSpan At, string Replica, ChaosAction Action)
{
    /// <summary>Whether it is a fault, and not the end of one.</summary>
    public bool IsFault => Action is ChaosAction.Kill or ChaosAction.Pause or ChaosAction.Stop;
}
