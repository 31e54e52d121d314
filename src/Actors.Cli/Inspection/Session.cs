using System.Text.Json;
using Actors.Cli.Inspection.Client;
using Actors.Cli.Inspection.Output;

namespace Actors.Cli.Inspection;

/// <summary>What one command runs with.</summary>
internal sealed class Session(ManagementClient client, Printer printer, SharedSettings settings)
{
    private KindNames? _kinds;

    public Printer Printer => printer;

    public ManagementClient Client => client;

    public SharedSettings Settings => settings;

    /// <summary>Asks what a route that merges the answers of all replicas says; the fleet unless somebody wants otherwise.</summary>
    public Task<JsonElement> AskFleetAsync(HttpMethod method, string path, Query query, CancellationToken cancellation) =>
        client.SendAsync(method, path, Scoped(query), cancellation);

    /// <summary>Asks one replica.</summary>
    public Task<JsonElement> AskReplicaAsync(HttpMethod method, string path, Query query, CancellationToken cancellation)
    {
        if (settings.Scope == "fleet") throw InspectionException.Usage("this can be asked of one replica only; name it with --replica instead of --scope fleet");
        query.Add("replica", settings.Replica);
        return client.SendAsync(method, path, query, cancellation);
    }

    /// <summary>Reads a stream until it ends.</summary>
    /// <param name="path">Which.</param>
    /// <param name="query">Its parameters.</param>
    /// <param name="onOpen">Is called when it has begun.</param>
    /// <param name="cancellation">Ends it.</param>
    public IAsyncEnumerable<JsonElement> StreamAsync(string path, Query query, Action onOpen, CancellationToken cancellation) => client.StreamAsync(path, Scoped(query), onOpen, cancellation);

    /// <summary>What is reconciled here.</summary>
    public async Task<KindNames> KindsAsync(CancellationToken cancellation) => _kinds ??= await KindNames.ReadAsync(client, cancellation);

    private Query Scoped(Query query)
    {
        if (settings.Replica is null) query.Add("scope", settings.Scope ?? "fleet");
        else query.Add("replica", settings.Replica);
        return query;
    }
}
