using Actors.Load.Commands;

return await LoadCommands.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
