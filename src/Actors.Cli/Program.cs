using System.CommandLine;
using Actors.Cli.Commands;

// What a command has started gets the time to end in order.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) };
return await RootCommands.RunAsync(args, configuration).ConfigureAwait(false);
