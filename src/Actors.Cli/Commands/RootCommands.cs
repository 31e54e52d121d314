using System.CommandLine;

namespace Actors.Cli.Commands;

/// <summary>The <c>actors</c> command: one file here for each of its commands.</summary>
internal static class RootCommands
{
    public static RootCommand Create() => new("Runs Kubernetes operators on many replicas at once.") { UpCommand.Create(), ApiServerCommand.Create(), ConfigCommand.Create(), LedgerCommand.Create() };
}
