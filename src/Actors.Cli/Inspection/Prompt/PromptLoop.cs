using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Actors.Cli.Inspection.Client;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Prompt;

/// <summary>Reads commands and carries them out, one line after the other, over one connection.</summary>
internal sealed class PromptLoop
{
    private readonly ManagementClient _client;
    private readonly InvocationConfiguration _console;
    private readonly Command _root;
    private bool _isOver;

    public PromptLoop(ManagementClient client, SharedSettings defaults, InvocationConfiguration console)
    {
        (_client, _console) = (client, console);
        _root = new Command("console", "Commands for an operator's replicas") { new HelpOption() };
        var exit = new Command("exit", "End the console; so does Ctrl-D");
        exit.Aliases.Add("quit");
        exit.SetAction(_ => _isOver = true);

        // The fleet answers anyway where it can; what only one replica can do is not to be refused because of what was said once for all.
        _ = new CommandTree(_root, _ => client, defaults with { Scope = defaults.Scope == "fleet" ? null : defaults.Scope }, isPrompt: true);
        _root.Subcommands.Add(exit);
    }

    /// <summary>Reads lines at the terminal, until <c>exit</c>.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var answer = Answers.Read(await _client.SendAsync(HttpMethod.Get, "/cluster", [], cancellation), ManagementJson.Default.ClusterAnswer);
        var fleet = answer.IsFleet ? $"one of {answer.Members.Count} replicas" : "the only replica";
        await _console.Output.WriteLineAsync($"{answer.Operator} {answer.Version}: {answer.Asked}, {fleet}. 'help' shows what there is, Tab completes, 'exit' ends.");
        var keyboard = Keyboard.Terminal;
        var history = History.Open(History.UserFile(), _console.Error);
        var editor = new LineEditor(keyboard.ReadAsync, _console.Output, static () => Math.Max(20, Console.WindowWidth), history, new Completer(_root));
        while (!_isOver && await editor.ReadAsync($"{answer.Operator}> ", cancellation) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            history.Add(line);
            using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var interrupts = keyboard.OnInterrupt(running.Cancel);
            await RunLineAsync(line, running.Token);
        }

        return ExitCodes.Done;
    }

    /// <summary>Reads lines from a file or pipe, until one fails. Empty ones and those that begin with '#' are left out.</summary>
    /// <returns>The exit code of the line that failed, or 0.</returns>
    public async Task<int> RunAsync(TextReader input, CancellationToken cancellation)
    {
        while (!_isOver && await input.ReadLineAsync(cancellation) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#') continue;
            if (await RunLineAsync(line, cancellation) is not ExitCodes.Done and var exitCode) return exitCode;
        }

        return ExitCodes.Done;
    }

    private async Task<int> RunLineAsync(string line, CancellationToken cancellation)
    {
        var parsed = _root.Parse([.. CommandLineParser.SplitCommandLine(line)]);
        if (parsed.Action is ParseErrorAction)
        {
            await _console.Error.WriteLineAsync($"error: {UsageErrors.Of(_root, parsed)}");
            return ExitCodes.Usage;
        }

        // Signals are the process's: here only the command is to end.
        return await parsed.InvokeAsync(new InvocationConfiguration { Output = _console.Output, Error = _console.Error, ProcessTerminationTimeout = null }, cancellation);
    }
}
