using Actors.Cli.Commands;

return await RootCommands.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
