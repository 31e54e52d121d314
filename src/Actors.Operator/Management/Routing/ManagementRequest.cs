using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Management;

/// <summary>A request to the management API, whose parameters are known ones.</summary>
/// <param name="http">As it came.</param>
/// <param name="route">The route it is for.</param>
/// <param name="values">The parts of its path that stand for something.</param>
/// <param name="user">Who asks, for the log.</param>
/// <param name="isPeer">Whether another replica asks for its own answer alone.</param>
internal sealed class ManagementRequest(HttpContext http, ManagementRoute route, IReadOnlyDictionary<string, string> values, string user, bool isPeer)
{
    private IReadOnlyDictionary<string, string> _instead = new Dictionary<string, string>();

    public HttpContext Http => http;

    public ManagementRoute Route => route;

    /// <summary>The parameters as they count.</summary>
    public IEnumerable<(string Name, string Value)> Parameters =>
        http.Request.Query.Where(one => !_instead.ContainsKey(one.Key)).Select(static one => (one.Key, one.Value.ToString())).Concat(_instead.Select(static one => (one.Key, one.Value)));

    public string User => user;

    public bool IsPeer => isPeer;

    public CancellationToken Aborted => http.RequestAborted;

    /// <summary>Whether all replicas are to answer.</summary>
    public bool IsFleet => !isPeer && Query("scope") switch
    {
        null or "replica" => false,
        "fleet" => true,
        var other => throw ManagementException.BadRequest($"scope={other}: it has to be replica or fleet", ["replica", "fleet"]),
    };

    /// <summary>A part of the path.</summary>
    public string this[string name] => values[name];

    /// <summary>The value of a parameter; null if it was not given, or is empty.</summary>
    public string? Query(string name)
    {
        if (_instead.TryGetValue(name, out var instead)) return instead;
        var given = http.Request.Query[name];
        if (given.Count > 1) throw ManagementException.BadRequest($"{name} is given {given.Count} times: once is enough");
        return string.IsNullOrEmpty(given) ? null : given.ToString();
    }

    /// <summary>The same request with other values for some parameters.</summary>
    public ManagementRequest With(IReadOnlyDictionary<string, string> instead) => new(http, route, values, user, isPeer) { _instead = instead };

    public string Required(string name) =>
        Query(name) ?? throw ManagementException.BadRequest($"{name} is missing: {route.Parameters.First(one => one.Name == name).Summary}", route.Parameters.Select(static one => one.Name));

    public int Number(string name, int otherwise, int min, int max)
    {
        if (Query(name) is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw ManagementException.BadRequest($"{name}={text}: it has to be a number from {min} to {max}");
    }

    public bool Flag(string name, bool otherwise) => Query(name) switch
    {
        null => otherwise,
        "true" => true,
        "false" => false,
        var other => throw ManagementException.BadRequest($"{name}={other}: it has to be true or false", ["true", "false"]),
    };

    /// <summary>A duration such as <c>90s</c>, <c>5m</c> or <c>1h30m</c>; zero if none is given.</summary>
    public TimeSpan Duration(string name)
    {
        if (Query(name) is not { } text) return TimeSpan.Zero;
        return Durations.TryParse(text, out var duration) ? duration : throw ManagementException.BadRequest($"{name}={text}: it has to be a duration such as 90s, 5m, 2h, 1d or 1h30m");
    }

    /// <summary>One of some words, in any case.</summary>
    public string OneOf(string name, string otherwise, params IReadOnlyList<string> words)
    {
        if (Query(name) is not { } text) return otherwise;
        return words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw ManagementException.BadRequest($"{name}={text}: it has to be one of {string.Join(", ", words)}", words);
    }

    /// <exception cref="ManagementException">There is a parameter the route does not know.</exception>
    public void CheckParameters()
    {
        foreach (var name in http.Request.Query.Keys)
        {
            if (route.Parameters.Any(one => one.Name == name)) continue;
            var known = route.Parameters.Select(static one => one.Name).ToList();
            throw ManagementException.BadRequest($"{route.Method} {route.Path} has no parameter '{name}'; it has: {string.Join(", ", known)}", known);
        }
    }
}
