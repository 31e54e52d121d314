using System.Net;

namespace Actors.Kubernetes.Configuration.Tests;

/// <summary>A test with an authority, a server that shows a certificate of its, and connections to it.</summary>
public abstract class ConnectionTest : IAsyncLifetime
{
    private readonly List<KubernetesConnection> _connections = [];

    private protected TestFolder Folder { get; } = new();

    private protected TestAuthority Authority { get; } = new("Right CA");

    private protected ManualClock Clock { get; } = new();

    private protected TestServer Server { get; set; } = null!;

    public virtual async Task InitializeAsync() => Server = await TestServer.StartAsync(Authority.Issue("server", ["127.0.0.1"]));

    public async Task DisposeAsync()
    {
        foreach (var connection in _connections) connection.Dispose();
        await Server.DisposeAsync();
        Folder.Dispose();
        Authority.Dispose();
    }

    private protected KubernetesConfiguration Configuration(ServerTrust? trust = null) =>
        new() { Server = Server.Address, Trust = trust ?? new ServerTrust { Authority = PemSource.FromText(Authority.Pem) } };

    private protected HttpClient Connect(KubernetesConfiguration configuration)
    {
        var connection = new KubernetesConnection(configuration, Clock);
        _connections.Add(connection);
        return new HttpClient(connection.Handler, disposeHandler: false)
        {
            BaseAddress = configuration.Server,
            Timeout = TimeSpan.FromSeconds(60),
            DefaultRequestVersion = HttpVersion.Version20,
        };
    }

    private protected async Task<string> RefusalAsync(ServerTrust trust)
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => Connect(Configuration(trust)).GetAsync(""));
        Assert.Equal(HttpRequestError.SecureConnectionError, failure.HttpRequestError);
        Assert.IsType<ServerCertificateException>(ServerCertificateException.In(failure));
        return failure.Message;
    }
}
