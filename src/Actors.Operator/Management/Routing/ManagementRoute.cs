using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Management;

/// <summary>What somebody must be allowed to.</summary>
internal enum ManagementRight
{
    /// <summary>To look.</summary>
    Read,

    /// <summary>To have something done.</summary>
    Act,
}

/// <summary>Something that can be asked for: the API, its documentation and its access rules are all made of these.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path, with parameters in braces.</param>
/// <param name="summary">What it does, in a line.</param>
/// <param name="parameters">The parameters of its query.</param>
internal abstract class ManagementRoute(string method, string path, string summary, IReadOnlyList<RouteParameter> parameters)
{
    /// <summary>What all paths begin with.</summary>
    public const string Prefix = "/api/v1";

    private readonly string[] _segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public string Method => method;

    public string Path => path;

    public string Summary => summary;

    public IReadOnlyList<RouteParameter> Parameters => parameters;

    /// <summary>Reads and actions are separate rights.</summary>
    public ManagementRight Right => HttpMethods.IsGet(method) ? ManagementRight.Read : ManagementRight.Act;

    /// <summary>The status if all goes well.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The type of the answer.</summary>
    public abstract Type Answer { get; }

    /// <summary>Whether the answer is a line of JSON after the other, for as long as the reader wants.</summary>
    public virtual bool IsStream => false;

    /// <summary>The names of the parts of the path that stand for something.</summary>
    public IEnumerable<string> PathParameters => _segments.Where(IsParameter).Select(static one => one[1..^1]);

    /// <summary>Answers.</summary>
    /// <exception cref="ManagementException">It cannot.</exception>
    public abstract Task AnswerAsync(ManagementRequest request);

    /// <summary>How well a path fits: the number of segments that are the same; null if it does not.</summary>
    public int? Fit(IReadOnlyList<string> segments, Dictionary<string, string> values)
    {
        values.Clear();
        if (segments.Count != _segments.Length) return null;
        var same = 0;
        for (var at = 0; at < _segments.Length; at++)
        {
            if (IsParameter(_segments[at])) values[_segments[at][1..^1]] = segments[at];
            else if (_segments[at] == segments[at]) same++;
            else return null;
        }

        return same;
    }

    private static bool IsParameter(string segment) => segment[0] == '{';
}
