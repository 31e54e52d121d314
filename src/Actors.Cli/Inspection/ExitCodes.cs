namespace Actors.Cli.Inspection;

/// <summary>What a command of the console ends with.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>It could not be carried out: no answer, a conflict, a connection that broke.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The management API does not know who asks, or does not let them.</summary>
    public const int NoRight = 3;

    /// <summary>What was named does not exist.</summary>
    public const int NotFound = 4;

    /// <summary>Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;
}
