namespace Actors.Cli.Inspection.Commands;

/// <summary>What is said of streams.</summary>
internal static class Streams
{
    /// <summary>One that was to go on has ended.</summary>
    public static InspectionException Ended(Uri url) => new(
        ExitCodes.Failed, $"{url.ToString().TrimEnd('/')} has ended the stream: the replica stops, or this console has read too slowly; run it again, or ask another replica");
}
