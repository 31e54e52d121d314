using System.ComponentModel;
using System.Diagnostics;

namespace Actors.Kubernetes.Configuration;

/// <summary>Runs an exec plugin.</summary>
/// <param name="plugin">The plugin.</param>
/// <param name="configuration">The configuration it is for.</param>
/// <param name="hasTerminal">Whether somebody can be asked; by default whether the standard input is a terminal.</param>
internal sealed class ExecCommand(ExecPlugin plugin, KubernetesConfiguration configuration, Func<bool>? hasTerminal = null)
{
    private const int ShownMax = 4096;

    /// <summary>Runs it.</summary>
    /// <param name="before">What it wrote before.</param>
    /// <param name="clock">Counts the time it takes.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="KubernetesCredentialException">It failed, or wrote something else than a credential.</exception>
    public async Task<ExecResult> RunAsync(ExecResult? before, TimeProvider clock, CancellationToken cancellation)
    {
        var interactive = IsInteractive();
        using var process = new Process { StartInfo = Describe(interactive) };
        Start(process);
        if (!interactive) process.StandardInput.Close();

        using var late = new CancellationTokenSource(plugin.Timeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var output = process.StandardOutput.ReadToEndAsync(stop.Token);
        var errors = interactive ? Task.FromResult("") : process.StandardError.ReadToEndAsync(stop.Token);
        try
        {
            await Task.WhenAll(output, errors, process.WaitForExitAsync(stop.Token));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw Failure($"did not end within {plugin.Timeout.TotalSeconds:0.###} s");
        }

        if (process.ExitCode != 0) throw Failure($"ended with code {process.ExitCode}", await errors);
        try
        {
            return ExecResult.Parse(await output, plugin.ApiVersion, before);
        }
        catch (FormatException failure)
        {
            throw Failure($"ran, but {failure.Message}", await errors, failure);
        }
    }

    private bool IsInteractive()
    {
        if (plugin.InteractiveMode == ExecInteractiveMode.Never) return false;
        var terminal = hasTerminal?.Invoke() ?? !Console.IsInputRedirected;
        if (!terminal && plugin.InteractiveMode == ExecInteractiveMode.Always)
            throw Failure("has to ask somebody (interactiveMode: Always), and the standard input is no terminal");
        return terminal;
    }

    private ProcessStartInfo Describe(bool interactive)
    {
        var info = new ProcessStartInfo(CommandPath.Find(plugin.Command, Environment.GetEnvironmentVariable("PATH")) ?? throw Missing(null))
        {
            RedirectStandardInput = !interactive,
            RedirectStandardOutput = true,
            // Whoever is asked reads the question there.
            RedirectStandardError = !interactive,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in plugin.Arguments) info.ArgumentList.Add(argument);
        foreach (var (name, value) in plugin.Environment) info.Environment[name] = value;
        info.Environment["KUBERNETES_EXEC_INFO"] = ExecRequest.Write(plugin, configuration, interactive);
        return info;
    }

    private void Start(Process process)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            throw Missing(failure);
        }
    }

    private KubernetesCredentialException Missing(Win32Exception? cause)
    {
        var why = cause is not null ? $"cannot be run: {cause.Message}" : Path.IsPathRooted(plugin.Command) ? "is not there" : "is not in PATH";
        return Failure($"{why}{(plugin.InstallHint is { } hint ? $". {Printable(hint)}" : "")}", cause: cause);
    }

    private KubernetesCredentialException Failure(string what, string errors = "", Exception? cause = null)
    {
        var shown = Printable(errors.Length > ShownMax ? $"…{errors[^ShownMax..]}" : errors);
        return new KubernetesCredentialException(
            $"The exec plugin '{plugin.Command}' ({configuration.Origin}) {what}{(shown.Length > 0 ? $". It says: {shown}" : "")}", cause);
    }

    // What others wrote must not drive the terminal the message ends on.
    private static string Printable(string text) =>
        string.Concat(text.Trim().Select(one => char.IsControl(one) && one is not ('\n' or '\t') ? '\uFFFD' : one));
}
