using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Cli.Inspection.Client;
using Actors.Cli.Inspection.Commands;
using Actors.Cli.Inspection.Output;

namespace Actors.Cli.Inspection;

/// <summary>
/// The console's commands, once for command lines and once for the lines of the prompt: parsing, help with examples and completion all come from here.
/// </summary>
internal sealed class CommandTree
{
    private readonly SharedOptions _shared;
    private readonly Func<ParseResult, ManagementClient> _connect;
    private readonly bool _isPrompt;

    /// <param name="root">What gets the commands.</param>
    /// <param name="connect">Gives the API a command line means.</param>
    /// <param name="defaults">What holds where a line says nothing.</param>
    /// <param name="isPrompt">Whether the clients are kept for more lines to come.</param>
    public CommandTree(Command root, Func<ParseResult, ManagementClient> connect, SharedSettings defaults, bool isPrompt)
    {
        (_connect, _isPrompt) = (connect, isPrompt);
        Completions = new Completions(connect);
        _shared = new SharedOptions(defaults, Completions);
        _shared.AddTo(root);
        foreach (var command in new[]
        {
            ClusterCommands.Create(this), ShardCommands.Create(this), IngestCommand.Create(this), ActorCommands.Create(this), LimitsCommand.Create(this), TopCommand.Create(this),
            TailCommand.Create(this), LogCommands.Create(this), SettingsCommand.Create(this), DrainCommand.Create(this), HelpCommand.Create(root),
        }) root.Subcommands.Add(command);
    }

    public Completions Completions { get; }

    public SharedSettings Defaults(ParseResult parsed) => _shared.Read(parsed);

    /// <summary>A command that does something.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does, in a line.</param>
    /// <param name="examples">Lines to copy, as they are typed at the prompt.</param>
    /// <param name="parts">Its arguments and options.</param>
    /// <param name="run">Does it.</param>
    public Command Leaf(string name, string description, string examples, IReadOnlyList<Symbol> parts, Func<ParseResult, Session, CancellationToken, Task> run)
    {
        var command = new Command(name, description);
        foreach (var part in parts)
        {
            if (part is Argument argument) command.Arguments.Add(argument);
            else command.Options.Add((Option)part);
        }

        ExampleHelp.AddTo(command, $"Examples:\n{string.Join('\n', examples.Split('\n').Select(static line => $"  {line}"))}\n");
        command.SetAction((parsed, cancellation) => RunAsync(parsed, run, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Func<ParseResult, Session, CancellationToken, Task> run, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        ManagementClient? client = null;
        try
        {
            var settings = _shared.Read(parsed);
            client = _connect(parsed);
            await run(parsed, new Session(client, new Printer(output, error, settings.Format), settings), cancellation);
            return ExitCodes.Done;
        }
        catch (InspectionException failure)
        {
            await error.WriteLineAsync(Ink.Harmless($"error: {failure.Message}"));
            return failure.ExitCode;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        finally
        {
            if (!_isPrompt) client?.Dispose();
        }
    }
}
