using System.Text.Json;
using Actors.Cli.Inspection.Client;

namespace Actors.Cli.Inspection.Commands;

/// <summary>Follows streams that have no end.</summary>
internal static class Streams
{
    /// <summary>How long to wait before it is tried again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Follows one until it is cancelled. Where it ends or breaks, because its replica restarts or the way to it is gone, it is said on standard error, and it is tried again and again; what happens
    /// meanwhile is missed.
    /// </summary>
    /// <param name="session">Whom to ask.</param>
    /// <param name="path">What.</param>
    /// <param name="newQuery">Makes the parameters, for the first time or for another one.</param>
    /// <param name="show">Gets each record.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InspectionException">It could not be followed at all, or it is refused.</exception>
    public static async Task FollowAsync(Session session, string path, Func<bool, Query> newQuery, Action<JsonElement> show, CancellationToken cancellation)
    {
        var (hasBegun, isBroken) = (false, false);
        while (true)
        {
            try
            {
                await foreach (var json in session.StreamAsync(path, newQuery(hasBegun), OnOpen, cancellation)) show(json);
                TellOnce($"{session.Client.Url.ToString().TrimEnd('/')} has ended the stream: its replica stops, or this console has read too slowly");
            }
            catch (InspectionException failure) when (hasBegun && failure.ExitCode == ExitCodes.Failed)
            {
                TellOnce(failure.Message);
            }

            await Task.Delay(Pause, cancellation);
        }

        void OnOpen()
        {
            if (isBroken) session.Printer.Warn("connected again; what happened meanwhile is missing here");
            (hasBegun, isBroken) = (true, false);
        }

        void TellOnce(string what)
        {
            if (!isBroken) session.Printer.Warn($"{what}; trying again until Ctrl-C");
            isBroken = true;
        }
    }
}
