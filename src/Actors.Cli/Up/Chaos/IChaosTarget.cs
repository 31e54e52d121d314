namespace Actors.Cli.Up.Chaos;

/// <summary>What chaos is brought upon.</summary>
internal interface IChaosTarget
{
    /// <summary>Whether a replica can be disturbed now, and enough others run.</summary>
    bool CanDisturb(string replica);

    /// <summary>Does it.</summary>
    /// <returns>Ends when it has been done; what lasts is not waited for by what comes next.</returns>
    Task CarryOutAsync(ChaosStep step);
}
