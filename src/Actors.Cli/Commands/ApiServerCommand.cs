using System.CommandLine;
using System.Globalization;
using Actors.ApiServer;

namespace Actors.Cli.Commands;

/// <summary><c>actors apiserver</c>: a Kubernetes API server in this process, until it is told to stop.</summary>
internal static class ApiServerCommand
{
    private const int PortMax = 65_535;

    private const string Examples = """
        Examples:
          actors apiserver                                     # on a free port, which it prints
          actors apiserver --port 8001 --kubeconfig dev.yaml
          KUBECONFIG=dev.yaml kubectl get namespaces
          actors apiserver --tls --token secret --kubeconfig dev.yaml
          actors apiserver --simulate-workloads --nodes 5      # Deployments and their like get pods that run
        """;

    public static Command Create()
    {
        var port = new Option<int>("--port", "-p") { Description = "The port to listen on, on loopback; 0 picks a free one", HelpName = "PORT" };
        port.Validators.Add(result =>
        {
            // What is no number at all is refused where it is read.
            if (int.TryParse(result.Tokens.SingleOrDefault()?.Value, CultureInfo.InvariantCulture, out var number) && number is (< 0 or > PortMax)) result.AddError(string.Create(CultureInfo.InvariantCulture, $"--port is a number from 0 to {PortMax}"));
        });
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "Where to write a configuration that kubectl can use", HelpName = "FILE" };
        var token = new Option<string?>("--token") { Description = "The token that clients have to present", HelpName = "TOKEN" };
        var tls = new Option<bool>("--tls") { Description = "Speak TLS, with a certificate made for this run" };
        var command = new Command("apiserver", "Run a Kubernetes API server in this process, its objects in memory, until SIGTERM or Ctrl-C") { port, kubeconfig, token, tls };
        var workloads = new WorkloadArguments();
        workloads.AddTo(command);
        ExampleHelp.AddTo(command, Examples);
        command.SetAction((parsed, cancellation) =>
        {
            var options = new ApiServerOptions { Port = parsed.GetValue(port), Token = parsed.GetValue(token), UsesTls = parsed.GetValue(tls), Workloads = workloads.Read(parsed) };
            return RunAsync(options, parsed.GetValue(kubeconfig), parsed.InvocationConfiguration, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(ApiServerOptions options, string? kubeconfig, InvocationConfiguration console, CancellationToken cancellation)
    {
        // The command line cancels on SIGTERM and Ctrl-C.
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(() => stopped.TrySetResult());
        try
        {
            await using var server = await ApiServer.ApiServer.StartAsync(options, cancellation);
            if (kubeconfig is not null) await File.WriteAllTextAsync(kubeconfig, server.Kubeconfig, cancellation);
            await console.Output.WriteLineAsync($"listening on {server.Address.ToString().TrimEnd('/')}");
            await console.Output.FlushAsync(cancellation);
            if (options is { Token: not null, UsesTls: false }) await console.Error.WriteLineAsync("kubectl, as all that is made of client-go, presents a token over TLS only: to use it with this server, start it with --tls");
            await stopped.Task;
            return 0;
        }
        catch (IOException exception)
        {
            await console.Error.WriteLineAsync($"the API server cannot start: {exception.Message}");
            return 1;
        }
    }
}
