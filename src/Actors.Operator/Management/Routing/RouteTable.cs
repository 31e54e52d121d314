using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Management;

/// <summary>
/// Finds the route of a request. Not ASP.NET's routing, since the same table serves requests that come over the replica link, says what there is where something is asked for that is not, and is
/// what the OpenAPI document is made of.
/// </summary>
internal sealed class RouteTable(IReadOnlyList<ManagementRoute> routes)
{
    public IReadOnlyList<ManagementRoute> All => routes;

    /// <exception cref="ManagementException">There is none.</exception>
    public (ManagementRoute Route, Dictionary<string, string> Values) Find(string method, PathString path)
    {
        var segments = (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var fitting = new List<(ManagementRoute Route, int Fit, Dictionary<string, string> Values)>();
        foreach (var route in routes)
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            if (route.Fit(segments, values) is { } fit) fitting.Add((route, fit, values));
        }

        if (fitting.Count == 0)
            throw ManagementException.NotFound($"there is no {path}; GET {ManagementRoute.Prefix} lists what there is", routes.Select(static one => $"{one.Method} {one.Path}"));
        var best = fitting.Max(static one => one.Fit);
        var found = fitting.Find(one => one.Fit == best && one.Route.Method == method);
        if (found.Route is not null) return (found.Route, found.Values);
        var methods = fitting.Where(one => one.Fit == best).Select(static one => one.Route.Method).ToList();
        throw ManagementException.MethodNotAllowed($"{path} is for {string.Join(" and ", methods)}, not for {method}", methods);
    }
}
