using Actors.Kubernetes.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.Operators;

/// <summary>
/// Puts an operator together, on top of the generic host. Services, configuration and logging are the host's; reconcilers are made by it and can ask for whatever is registered.
/// </summary>
public sealed class OperatorBuilder
{
    /// <summary>The host's own builder.</summary>
    public IHostApplicationBuilder Host => throw new NotImplementedException();

    /// <summary>The services that reconcilers can ask for.</summary>
    public IServiceCollection Services => Host.Services;

    /// <summary>Begins an operator that is a program of its own.</summary>
    /// <param name="name">The operator's name: its field manager and the source of its events, such as <c>database-operator</c>.</param>
    /// <param name="args">The command line, of which the operator takes what it knows (see <see cref="OperatorOptions"/>): <c>--kubeconfig</c>, <c>--context</c>, <c>--namespace</c>.</param>
    public static OperatorBuilder Create(string name, string[] args) => throw new NotImplementedException();

    /// <summary>Adds a controller: one kind and who reconciles it.</summary>
    public OperatorBuilder Add<T, TReconciler>(Action<ControllerOptions<T>>? configure = null)
        where T : class, IKubernetesObject
        where TReconciler : class, IReconciler<T> => throw new NotImplementedException();

    /// <summary>Changes the operator's options.</summary>
    public OperatorBuilder Configure(Action<OperatorOptions> configure) => throw new NotImplementedException();

    /// <summary>The host. <c>await builder.Build().RunAsync()</c> runs it until it is told to stop, and then gives running reconciles their time.</summary>
    public IHost Build() => throw new NotImplementedException();
}
