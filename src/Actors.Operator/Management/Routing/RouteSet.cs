using System.Text.Json.Serialization.Metadata;

namespace Actors.Operators.Management;

/// <summary>Makes routes that share what they need.</summary>
internal sealed class RouteSet(IFleetPeers fleet, TimeProvider time)
{
    private readonly List<ManagementRoute> _routes = [];

    public IReadOnlyList<ManagementRoute> Routes => _routes;

    public IFleetPeers Fleet => fleet;

    public void Get<T>(
        string path, string summary, IReadOnlyList<RouteParameter> parameters, JsonTypeInfo<T> json, Func<ManagementRequest, Task<T>> own, Func<ManagementRequest, FleetAnswers<T>, T>? merge = null)
        where T : class => _routes.Add(new AnswerRoute<T>("GET", path, summary, parameters, json, fleet) { Own = own, Merge = merge });

    public void Act(
        string path, string summary, IReadOnlyList<RouteParameter> parameters, Func<ManagementRequest, Task<ActionAnswer>> own,
        Func<ManagementRequest, FleetAnswers<ActionAnswer>, ActionAnswer>? merge = null, int status = 200) =>
        _routes.Add(new AnswerRoute<ActionAnswer>("POST", path, summary, parameters, ManagementJson.Default.ActionAnswer, fleet) { Own = own, Merge = merge, Status = status });

    public void Put<T>(
        string path, string summary, IReadOnlyList<RouteParameter> parameters, JsonTypeInfo<T> json, Func<ManagementRequest, Task<T>> own, Func<ManagementRequest, FleetAnswers<T>, T> merge)
        where T : class => _routes.Add(new AnswerRoute<T>("PUT", path, summary, parameters, json, fleet) { Own = own, Merge = merge });

    public void Follow<T>(
        string path, string summary, IReadOnlyList<RouteParameter> parameters, JsonTypeInfo<T> json, Func<MissingReplica, T> lost, Action<ManagementRequest> check,
        Func<ManagementRequest, CancellationToken, IAsyncEnumerable<T>> own, StreamBacklog<T>? backlog = null)
        where T : class => _routes.Add(new StreamRoute<T>(path, summary, parameters, json, fleet, lost, time) { Own = own, Check = check, Backlog = backlog });
}
