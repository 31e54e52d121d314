using System.Net;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.Operators.Hosting;

/// <summary>Runs an operator that is a program of its own. What keeps it from starting is told in a line, and not by a stack trace.</summary>
internal sealed class OperatorProgram(string name, TextWriter errors)
{
    private const int CannotStart = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private volatile bool _isStarting;

    /// <summary>Whether it is told here what goes wrong; before and after it is the host's to log.</summary>
    public bool IsStarting => _isStarting;

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Func<IHost> build)
    {
        IHost? host = null;
        _isStarting = true;
        try
        {
            host = build();
            await AskServerAsync(host.Services.GetRequiredService<KubernetesClient>()).ConfigureAwait(false);
            await host.StartAsync().ConfigureAwait(false);
            _isStarting = false;
            await host.WaitForShutdownAsync().ConfigureAwait(false);
            return Environment.ExitCode;
        }
        catch (OperationCanceledException) when (IsStarting && host?.Services.GetService<IHostApplicationLifetime>()?.ApplicationStopping.IsCancellationRequested == true)
        {
            // It was told to stop before it had started.
            return Environment.ExitCode;
        }
        catch (Exception failure) when (IsStarting)
        {
            await errors.WriteLineAsync($"{name} cannot start: {Describe(failure)}").ConfigureAwait(false);
            return CannotStart;
        }
        finally
        {
            await DisposeAsync(host).ConfigureAwait(false);
        }
    }

    /// <summary>A server that cannot be reached later on is waited for; at the start it is more likely to be the wrong one.</summary>
    private static async Task AskServerAsync(KubernetesClient client)
    {
        var server = $"the API server at {client.Configuration.Server.ToString().TrimEnd('/')} ({client.Configuration.Origin})";
        try
        {
            (await client.Rest.SendAsync(new RestRequest(HttpMethod.Get, "/version") { Timeout = Patience, MaxRetries = 0 }).ConfigureAwait(false)).Dispose();
        }
        catch (KubernetesException failure) when (failure.StatusCode == HttpStatusCode.Unauthorized)
        {
            throw new OperatorStartException($"{server} does not take the credentials ({failure.Message}); check the user of the context, or choose another with --context", failure);
        }
        catch (KubernetesException)
        {
            // It is there. What it refuses is told when it is needed.
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutException)
        {
            throw new OperatorStartException($"{server} cannot be reached: {failure.Message}; check its address, or choose another with --kubeconfig or --context", failure);
        }
    }

    /// <summary>What somebody outside can put right in a line; what only the author can, with all that is known.</summary>
    private static string Describe(Exception failure) => failure switch
    {
        KubernetesConfigurationException => $"{failure.Message} --kubeconfig FILE and --context NAME say which cluster to work for.",
        OperatorStartException or KubernetesException or KubernetesCredentialException or HttpRequestException => failure.Message,
        _ => failure.ToString(),
    };

    private static async Task DisposeAsync(IHost? host)
    {
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync().ConfigureAwait(false);
        else host?.Dispose();
    }
}
