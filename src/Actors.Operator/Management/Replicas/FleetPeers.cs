using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Cluster;
using Actors.Kubernetes.Configuration;
using Actors.Operators.Link;

namespace Actors.Operators.Management;

/// <summary>Asks other replicas at the port of their link, where they know each other: whoever asked was let in here, so they do not ask who that is again, but who is told for the log.</summary>
internal sealed class FleetPeers(ReplicaView view) : IFleetPeers, IDisposable
{
    /// <summary>What the paths of requests among replicas begin with.</summary>
    public const string Prefix = "/manage";

    /// <summary>The header that says for whom a replica asks.</summary>
    public const string UserHeader = "Management-User";

    private static readonly string[] ForTheAsked = ["scope", "replica"];

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = ReplicaView.Patience,
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = ReplicaView.Patience,
        KeepAlivePingTimeout = ReplicaView.Patience,
        UseCookies = false,
        UseProxy = false,
    });

    private string? _name;

    public string OwnName => _name ?? view.LoneName;

    private LinkAuthentication? Authentication => view.Service.Member?.Authentication;

    public async Task<IReadOnlyList<FleetPeer>> AllAsync(CancellationToken cancellation)
    {
        if (await view.ClusterAsync(cancellation).ConfigureAwait(false) is not { } cluster) return [FleetPeer.Self(view.LoneName)];
        _name = cluster.Replica;
        var others = cluster.Leases.Select(static one => one.Record).Where(one => one.Name == one.Holder && one.Name != LeaseRecord.Coordinator && one.Name != cluster.Replica && one.Address.Length > 0);
        return [FleetPeer.Self(cluster.Replica), .. others.OrderBy(static one => one.Name, StringComparer.Ordinal).Select(static one => new FleetPeer(one.Name, one.Address))];
    }

    public async Task<FleetPeer> FindAsync(string name, CancellationToken cancellation)
    {
        var all = await AllAsync(cancellation).ConfigureAwait(false);
        if (all.FirstOrDefault(one => one.Name == name) is { } exact) return exact;
        var meant = all.Where(one => one.Name.Split('_')[0] == name).ToList();
        return meant.Count switch
        {
            1 => meant[0],
            0 => throw ManagementException.Unknown("replica", name, [.. all.Select(static one => one.Name)]),
            _ => throw ManagementException.BadRequest($"'{name}' may be any of {string.Join(", ", meant.Select(static one => one.Name))}: name one of them", meant.Select(static one => one.Name)),
        };
    }

    public async Task<T> AskAsync<T>(FleetPeer peer, ManagementRequest request, JsonTypeInfo<T> json)
    {
        using var patience = new CancellationTokenSource(ReplicaView.Patience, view.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, patience.Token);
        try
        {
            using var response = await SendAsync(peer, request, ending.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsStreamAsync(ending.Token).ConfigureAwait(false);
            await using var closing = body.ConfigureAwait(false);
            return await JsonSerializer.DeserializeAsync(body, json, ending.Token).ConfigureAwait(false) ?? throw NoAnswer(peer, "its answer is null");
        }
        catch (OperationCanceledException) when (!request.Aborted.IsCancellationRequested)
        {
            throw ManagementException.TooLate($"replica {peer.Name} has not answered within {ReplicaView.Patience.TotalSeconds:0} s");
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or IOException or KubernetesCredentialException)
        {
            throw NoAnswer(peer, failure.Message);
        }
    }

    public async IAsyncEnumerable<T> FollowAsync<T>(
        FleetPeer peer, ManagementRequest request, JsonTypeInfo<T> json, Func<MissingReplica, T> lost, [EnumeratorCancellation] CancellationToken stop)
    {
        StreamReader? reader = null;
        string? problem = null;
        try
        {
            var response = await SendAsync(peer, request, stop).ConfigureAwait(false);
            reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or KubernetesCredentialException or ManagementException)
        {
            problem = failure.Message;
        }

        using var closing = reader;
        while (problem is null)
        {
            string? line = null;
            try
            {
                line = await reader!.ReadLineAsync(stop).ConfigureAwait(false);
                if (line is null) yield break;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                problem = failure.Message;
            }

            if (line is { Length: > 0 }) yield return JsonSerializer.Deserialize(line, json)!;
        }

        yield return lost(new MissingReplica(peer.Name, problem));
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(FleetPeer peer, ManagementRequest request, CancellationToken cancellation)
    {
        if (Authentication is not { } authentication) throw ManagementException.Conflict("this operator is in no fleet");
        var asked = request.Http.Request;
        var query = string.Join('&', request.Parameters.Where(static one => !ForTheAsked.Contains(one.Name)).Select(static one => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value)}"));
        using var message = new HttpRequestMessage(new HttpMethod(asked.Method), $"http://{peer.Address}{Prefix}{asked.Path.ToUriComponent()}?{query}")
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {await authentication.GetTokenAsync(cancellation).ConfigureAwait(false)}");
        message.Headers.TryAddWithoutValidation(UserHeader, Uri.EscapeDataString(request.User));
        var response = await _http.SendAsync(message, cancellation).ConfigureAwait(false);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw await RefusalAsync(peer, response, cancellation).ConfigureAwait(false);
    }

    private static async Task<ManagementException> RefusalAsync(FleetPeer peer, HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (JsonSerializer.Deserialize(text, ManagementJson.Default.ManagementStatus) is { Message: not null } status) return new ManagementException(status);
        }
        catch (JsonException)
        {
            // It is not the API that has answered, but what is before it.
        }

        return NoAnswer(peer, $"it answers {(int)response.StatusCode}: {text.Trim()}");
    }

    private static ManagementException NoAnswer(FleetPeer peer, string problem) => ManagementException.Unavailable($"replica {peer.Name} at {peer.Address}: {problem}");
}
