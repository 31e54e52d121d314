using System.CommandLine;
using Actors.ApiServer;
using Actors.Kubernetes.Models;
using Actors.Load.Fleets;
using Actors.Load.Objects;
using Actors.Load.Subjects;
using Actors.Objects;

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
    public static Command Operator() => Subject(FleetPlan.Operator, static (options, recorder) => new OperatorSubject(options, recorder));

    /// <summary>What it is compared with.</summary>
    public static Command Baseline() => Subject(FleetPlan.Baseline, static (options, recorder) => new InformerSubject(options, recorder));

    private static Command Subject(string subject, Func<SubjectOptions, Recorder, ISubject> make)
    {
        var server = new Option<string>("--server") { Required = true };
        var name = new Option<string>("--name") { Required = true };
        var records = new Option<string>("--records") { Required = true };
        var work = new Option<double>("--work");
        var failing = new Option<double>("--failing");
        var isOpen = new Option<bool>("--open");
        var secret = new Option<string?>("--secret");
        var isElected = new Option<bool>("--elected");
        var ledger = new Option<string?>("--ledger");
        var selector = new Option<string?>("--selector");
        var command = new Command(subject) { server, name, records, work, failing, isOpen, secret, isElected, ledger, selector };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            using var recorder = new Recorder(parsed.GetRequiredValue(records), TimeSpan.FromMilliseconds(parsed.GetValue(work)), parsed.GetValue(failing), parsed.GetValue(isOpen));
            var options = new SubjectOptions(
                new Uri(parsed.GetRequiredValue(server)), parsed.GetRequiredValue(name), parsed.GetValue(secret), parsed.GetValue(isElected), parsed.GetValue(ledger),
                parsed.GetValue(selector));
            // To decode a first object has code compiled, as much for one as for ten thousand, and which reconcile does so first is chance: it is part of a start.
            KubernetesObject.Parse(LoadDatabase.Example).As<LoadDatabase>();
            await using var measured = make(options, recorder);
            await measured.StartAsync(cancellation);
            await new SubjectLoop(measured, recorder).RunAsync(Console.In, Console.Out, cancellation);
            return 0;
        });
        return command;
    }
}
