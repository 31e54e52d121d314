using Actors.Simulation.Cli;

return await SimulateCommand.InvokeAsync(args).ConfigureAwait(false);
