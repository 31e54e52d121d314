using System.Net;
using System.Net.Sockets;

namespace Actors.Samples.Tests;

/// <summary>What keeps the program from starting is told in a line that says what, where, and what would be right.</summary>
public sealed class StartTests : IDisposable
{
    private const string Kubeconfig = """
        apiVersion: v1
        kind: Config
        current-context: dev
        clusters: [{name: dev, cluster: {server: "SERVER"}}]
        contexts: [{name: dev, context: {cluster: dev, user: me}}]
        users: [{name: me, user: {}}]
        """;

    private const string Choose = "--kubeconfig FILE and --context NAME say which cluster to work for.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-");

    private string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_kubeconfig_that_is_not_there() =>
        await AssertAsync($"{Folder}/nosuch: there is no such kubeconfig. {Choose}", "--kubeconfig", "nosuch");

    [Fact]
    public async Task No_kubeconfig_at_all() => await AssertAsync(
        $"There is no Kubernetes cluster to talk to: KUBECONFIG is not set and {Folder}/.kube/config does not exist or is empty, and this is no pod (KUBERNETES_SERVICE_HOST and " +
        $"KUBERNETES_SERVICE_PORT are not set). Set KUBECONFIG, or run in a cluster. {Choose}");

    [Fact]
    public async Task A_context_that_is_not_there() => await AssertAsync(
        $"{Write("http://127.0.0.1:1")}: there is no context 'prod'; there are: dev. {Choose}", "--kubeconfig", "kubeconfig", "--context", "prod");

    [Theory]
    [InlineData("--apply-crds")]
    [InlineData("--namespace=default")]
    public async Task A_server_whose_name_nobody_knows(string argument) => await AssertAsync(
        $"the API server at http://nosuch.invalid:6443 (context 'dev' of {Write("http://nosuch.invalid:6443")}) cannot be reached: *(nosuch.invalid:6443); " +
        "check its address, or choose another with --kubeconfig or --context",
        "--kubeconfig", "kubeconfig", argument);

    [Fact]
    public async Task A_server_that_is_not_there() => await AssertAsync(
        $"the API server at http://127.0.0.1:1 (context 'dev' of {Write("http://127.0.0.1:1")}) cannot be reached: Connection refused (127.0.0.1:1); " +
        "check its address, or choose another with --kubeconfig or --context",
        "--kubeconfig", "kubeconfig");

    [Theory]
    [InlineData("--kubeconfig needs a value: --kubeconfig VALUE", "--kubeconfig")]
    [InlineData("The operator database-operator has MaxConcurrent = 0: it has to be 1 or more", "--max-concurrent", "0")]
    [InlineData("Failed to convert configuration value 'soon' at 'Operator:ShutdownTimeout' to type 'System.TimeSpan'; numbers are as 16, durations as 00:00:20", "--shutdown-timeout=soon")]
    public async Task An_option_that_cannot_be(string expected, params string[] arguments) => await AssertAsync(expected, arguments);

    [Fact]
    public async Task Settings_of_the_actors_that_cannot_be()
    {
        await using var server = await ApiServer.ApiServer.StartAsync();
        Write(server.Address.ToString());
        await File.WriteAllTextAsync(Path.Combine(Folder, "akka.hocon"), "akka.log-dead-letters = many");
        await AssertAsync("akka.hocon:1: akka.log-dead-letters = many is not allowed; allowed: on, off or 0 to 1000000 (default 10)", "--kubeconfig", "kubeconfig");
    }

    [Fact]
    public async Task A_management_port_that_somebody_has()
    {
        await using var server = await ApiServer.ApiServer.StartAsync();
        Write(server.Address.ToString());
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await AssertAsync(
            $"The management port {port} cannot be had: Failed to bind to address http://127.0.0.1:{port}: address already in use; choose another with --management-port, 0 for any that is free",
            "--kubeconfig", "kubeconfig", "--management-port", $"{port}");
    }

    private string Write(string server)
    {
        var path = Path.Combine(Folder, "kubeconfig");
        File.WriteAllText(path, Kubeconfig.Replace("SERVER", server.TrimEnd('/'), StringComparison.Ordinal));
        return path;
    }

    /// <param name="expected">The line, without who says it; what the system says in its own words is a <c>*</c>.</param>
    /// <param name="arguments">The command line.</param>
    private async Task AssertAsync(string expected, params string[] arguments)
    {
        using var process = new SampleProcess(Folder, arguments);
        var (exitCode, output, error) = await process.EndAsync();
        Assert.Equal(1, exitCode);
        var parts = $"database-operator cannot start: {expected}\n".Split('*');
        Assert.StartsWith(parts[0], error, StringComparison.Ordinal);
        Assert.EndsWith(parts[^1], error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
    }
}
