using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Kubernetes.Models;
using Actors.Samples.Databases;

namespace Actors.Samples.Tests;

/// <summary>What a process does that is told to stop while it is at work.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private const string Space = "default";
    private const string StatusPath = "/apis/example.com/v1alpha1/namespaces/default/databases/orders/status";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-");
    private ApiServer.ApiServer _server = null!;
    private HoldingProxy _proxy = null!;
    private KubernetesClient _client = null!;

    private ResourceClient<Database> Databases => _client.Resource<Database>().InNamespace(Space);

    public async Task InitializeAsync()
    {
        _server = await ApiServer.ApiServer.StartAsync();
        _proxy = await HoldingProxy.StartAsync(_server.Address, "PATCH", StatusPath);
        _client = new KubernetesClient(new KubernetesConfiguration { Server = _server.Address, Origin = "a test" });
        var kubeconfig = _server.Kubeconfig.Replace(_server.Address.ToString().TrimEnd('/'), _proxy.Address.ToString().TrimEnd('/'), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "kubeconfig"), kubeconfig);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    public async Task A_reconcile_under_way_gets_its_time_and_nothing_new_begins(string signal)
    {
        using var process = Start();
        await process.WhenSaidAsync("Database.example.com: all known");
        await CreateAsync("orders");
        await _proxy.Held;

        await process.SignalAsync(signal);
        await process.WhenSaidAsync("Operator database-operator stops");
        await CreateAsync("late");
        _proxy.LetGo();
        var (exitCode, output, error) = await process.EndAsync();

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Operator database-operator has stopped", output, StringComparison.Ordinal);
        Assert.Equal(DatabasePhase.Provisioning, (await Databases.GetAsync("orders")).Status?.Phase);
        var late = await Databases.GetAsync("late");
        Assert.Null(late.Status);
        Assert.Empty(late.Metadata.Finalizers ?? []);
    }

    [Fact]
    public async Task What_does_not_end_in_its_time_is_given_up()
    {
        using var process = Start("--shutdown-timeout", "00:00:00.1");
        await process.WhenSaidAsync("Database.example.com: all known");
        await CreateAsync("orders");
        await _proxy.Held;
        await process.SignalAsync("-TERM");
        var (exitCode, output, error) = await process.EndAsync();
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Reconciles still run after 00:00:00.1000000; they are cancelled", output, StringComparison.Ordinal);
        Assert.Null((await Databases.GetAsync("orders")).Status);
    }

    [Fact]
    public async Task One_that_is_told_to_stop_while_it_starts_does()
    {
        await using var proxy = await HoldingProxy.StartAsync(_server.Address, "PATCH", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/databases.example.com");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "kubeconfig"), _server.Kubeconfig.Replace(_server.Address.ToString().TrimEnd('/'), proxy.Address.ToString().TrimEnd('/'), StringComparison.Ordinal));
        using var process = Start();
        await proxy.Held;
        await process.SignalAsync("-TERM");
        var (exitCode, _, error) = await process.EndAsync();
        Assert.Equal((0, ""), (exitCode, error));
    }

    [Fact]
    public async Task One_that_is_to_stop_with_its_input_does()
    {
        using var process = Start("--stop-with-input", "true");
        await process.WhenSaidAsync("Database.example.com: all known");
        process.EndInput();
        var (exitCode, output, error) = await process.EndAsync();
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Standard input has ended", output, StringComparison.Ordinal);
    }

    private SampleProcess Start(params string[] arguments) => new(_folder.FullName, ["--kubeconfig", "kubeconfig", "--apply-crds", .. arguments]);

    private Task<Database> CreateAsync(string name) => Databases.CreateAsync(
        new Database { Metadata = new V1ObjectMeta { Name = name, Namespace = Space }, Spec = new DatabaseSpec { Version = "16", StorageSize = "1Gi" } });
}
