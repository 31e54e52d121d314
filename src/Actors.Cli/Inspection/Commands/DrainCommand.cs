using System.CommandLine;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>drain</c>: a replica is to give away what it has.</summary>
internal static class DrainCommand
{
    public static Command Create(CommandTree tree) => tree.Leaf(
        "drain",
        "Have the replica start nothing new and give its shards away; its process stays and says that it is not ready",
        """
        drain
        drain --replica db-0
        """,
        [],
        async static (_, session, cancellation) => ActionText.Print(session.Printer, await session.AskReplicaAsync(HttpMethod.Post, "/drain", [], cancellation)));
}
