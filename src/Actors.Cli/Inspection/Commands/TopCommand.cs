using System.CommandLine;
using Actors.Cli.Inspection.Top;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>top</c>: the figures that move, on the whole screen; once, where there is none.</summary>
internal static class TopCommand
{
    public static Command Create(CommandTree tree) => tree.Leaf(
        "top",
        "Look on: replicas, shards, queue, rates, slowest and most failing objects; q ends it",
        """
        top
        top --replica db-0
        top -o json                     # once, for scripts
        """,
        [],
        async static (_, session, cancellation) =>
        {
            if (session.Printer is { IsForPeople: true, Format: Output.OutputFormat.Table } && !Console.IsInputRedirected)
            {
                await new TopScreen(session, Console.Out).RunAsync(cancellation);
                return;
            }

            var json = await session.AskFleetAsync(HttpMethod.Get, "/top", [], cancellation);
            session.Printer.Show(json, ManagementJson.Default.TopAnswer, answer => TopView.PrintOnce(answer, session.Printer));
        });
}
