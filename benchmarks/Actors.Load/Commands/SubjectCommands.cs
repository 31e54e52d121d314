using System.CommandLine;
using Actors.ApiServer;
using Actors.Load.Subjects;

namespace Actors.Load.Commands;

/// <summary>The hidden commands: what a process is that this program has started.</summary>
internal static class SubjectCommands
{
    /// <summary>An embedded API server: says its address, and serves until its input ends.</summary>
    public static Command Serve()
    {
        var command = new Command("serve") { Hidden = true };
        command.SetAction(static async (_, cancellation) =>
        {
            await using var server = await ApiServer.ApiServer.StartAsync(new ApiServerOptions(), cancellation);
            Console.WriteLine(server.Address);
            await Console.In.ReadToEndAsync(cancellation);
            return 0;
        });
        return command;
    }

    /// <summary>The operator that is measured.</summary>
    public static Command Operator() => Subject("operator", static (server, recorder) => new OperatorSubject(server, recorder));

    /// <summary>What it is compared with.</summary>
    public static Command Baseline() => Subject("baseline", static (server, recorder) => new InformerSubject(server, recorder));

    private static Command Subject(string name, Func<Uri, Recorder, ISubject> make)
    {
        var server = new Option<string>("--server") { Required = true };
        var command = new Command(name) { server };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            var recorder = new Recorder();
            await using var subject = make(new Uri(parsed.GetRequiredValue(server)), recorder);
            await subject.StartAsync(cancellation);
            await new SubjectLoop(subject, recorder).RunAsync(Console.In, Console.Out, cancellation);
            return 0;
        });
        return command;
    }
}
