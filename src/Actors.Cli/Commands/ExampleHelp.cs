using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Actors.Cli.Commands;

/// <summary>A command's help with examples at its end.</summary>
internal sealed class ExampleHelp(string examples) : SynchronousCommandLineAction
{
    private readonly HelpAction _usual = new();

    public static void AddTo(Command command, string examples) => command.Options.Add(new HelpOption { Action = new ExampleHelp(examples) });

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = _usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(examples);
        return exitCode;
    }
}
