namespace Actors.Cli.Inspection;

/// <summary>A command that cannot be carried out.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">What is wrong and what to do next, in a line.</param>
internal sealed class InspectionException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;

    public static InspectionException Usage(string message) => new(ExitCodes.Usage, message);
}
