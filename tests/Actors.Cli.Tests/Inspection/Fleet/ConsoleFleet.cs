using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Operators;
using Actors.Operators.Hosting;
using Actors.Operators.Management;
using Actors.Reconciling;
using Actors.Settings;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Cli.Tests.Inspection.Fleet;

/// <summary>Two replicas, a and b, that share the widgets of an API server, and whose management API needs a secret.</summary>
internal sealed class ConsoleFleet : IAsyncDisposable
{
    private const string Name = "widget-operator";

    private static readonly ClusterOptions Quick = new()
    {
        RenewInterval = TimeSpan.FromMilliseconds(500), OperationTimeout = TimeSpan.FromSeconds(1), RenewDeadline = TimeSpan.FromSeconds(3), WriteTimeout = TimeSpan.FromSeconds(1),
        LeaseDuration = TimeSpan.FromSeconds(5), NumberOfShards = 16, HandoffTimeout = TimeSpan.FromSeconds(20), RebalanceInterval = TimeSpan.FromSeconds(2),
    };

    private readonly OperatorTestKit _kit;
    private readonly List<IHost> _hosts = [];

    private ConsoleFleet(OperatorTestKit kit, string secretFile) => (_kit, SecretFile) = (kit, secretFile);

    public string SecretFile { get; }

    /// <summary>The management API of each replica.</summary>
    public IReadOnlyList<Uri> Urls => [.. _hosts.Select(static one => one.Services.GetRequiredService<ManagementService>().Address!)];

    public static async Task<ConsoleFleet> StartAsync()
    {
        // The kit's server is wanted and not its operator, which is one replica alone.
        var kit = await OperatorTestKit.StartAsync(static builder => builder.Add<Widget, WidgetReconciler>(), TestDefinition.Of<Widget>());
        await kit.StopOperatorAsync();
        var fleet = new ConsoleFleet(kit, Path.GetTempFileName());
        await File.WriteAllTextAsync(fleet.SecretFile, "a-secret-of-these-tests\n");
        foreach (var replica in new[] { "a", "b" }) await fleet.StartAsync(replica);
        return fleet;
    }

    public Task<Widget> CreateAsync(string name, int size) => _kit.CreateAsync(new Widget
    {
        Metadata = new V1ObjectMeta { Name = name, Namespace = "default", Labels = new Dictionary<string, string> { ["size"] = size < 0 ? "wrong" : "right" } }, Spec = new WidgetSpec { Size = size },
    });

    /// <summary>Puts a widget right.</summary>
    public async Task ChangeAsync(string name, int size)
    {
        var widgets = _kit.Client.Resource<Widget>().InNamespace("default");
        var widget = await widgets.GetAsync(name);
        widget.Spec.Size = size;
        await widgets.UpdateAsync(widget);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        await _kit.DisposeAsync();
        File.Delete(SecretFile);
    }

    private async Task StartAsync(string replica)
    {
        var builder = OperatorBuilder.Create(Name, ["--fleet", "true", "--replica", replica, "--link-secret-file", SecretFile, "--management-port", "0"]);
        builder.Host.Logging.ClearProviders();
        builder.Configure(options => options.Client = new KubernetesClient(_kit.Client.Configuration, new KubernetesClientOptions { MaxRetries = 0 }));
        builder.Services.AddSingleton(new ActorsSettings { Cluster = Quick });
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, HostedLifetime>());
        builder.Add<Widget, WidgetReconciler>(static one => one.Backoff(new Backoff { Min = TimeSpan.FromHours(1), Max = TimeSpan.FromHours(1) }));
        var host = builder.Build();
        await host.StartAsync();

        // As a program does: whoever has the operator stop stops its host.
        _ = host.WaitForShutdownAsync();
        _hosts.Add(host);
    }
}
