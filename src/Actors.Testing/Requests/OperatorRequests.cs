using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Actors.Kubernetes.Models;

namespace Actors.Testing;

/// <summary>The requests of an operator: what it has sent, and faults that are put between it and its server.</summary>
/// <remarks>
/// A request meets all faults that are meant for it, in the order in which they were made, until one of them answers it. Verbs are as <see cref="ApiRequest.Verb"/> has them, resources as <see cref="ApiRequest.Resource"/>; <c>*</c> is any.
/// </remarks>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A source without a timer has nothing to free.")]
public sealed class OperatorRequests
{
    /// <summary>As a number of times: until the fault is disposed of.</summary>
    public const int Always = int.MaxValue;

    private readonly ConcurrentQueue<ApiRequest> _sent = new();
    private readonly AccessRules? _rules;
    private ImmutableList<ApiFault> _faults = [];
    private CancellationTokenSource _connections = new();

    internal OperatorRequests(AccessRules? rules) => _rules = rules;

    /// <summary>What was sent, in the order of the answers; watches when they began.</summary>
    public IReadOnlyList<ApiRequest> Sent => [.. _sent];

    /// <summary>Those of them that can change something, apart from events.</summary>
    public IReadOnlyList<ApiRequest> Writes => [.. _sent.Where(static one => one.IsWrite && one.Resource != "events")];

    /// <summary>What <see cref="OperatorTestKitOptions.Roles"/> allow and no request has needed so far, as <c>delete statefulsets.apps</c>: too much, if the test does all that the operator can do.</summary>
    public IReadOnlyList<string> UnusedPermissions => _rules?.Unused ?? [];

    /// <summary>
    /// Ends when the server has answered all that it was asked, apart from what a fault holds up; a watch is answered when it begins. A test that moves the clock awaits this first: by a clock that
    /// runs ahead of the server, requests go on for so long that the operator gives them up.
    /// </summary>
    public Task WhenAnsweredAsync() => Unanswered.WhenNone;

    /// <summary>Forgets what was sent so far.</summary>
    public void Forget() => _sent.Clear();

    /// <summary>Refuses requests; they do not reach the server.</summary>
    /// <param name="verb">Which.</param>
    /// <param name="resource">Of which resource.</param>
    /// <param name="status">By which HTTP status: 409 for a conflict, 429 with too much to do, 500 and so on.</param>
    /// <param name="times">How many, 1 or more, or <see cref="Always"/>.</param>
    /// <param name="retryAfter">When the server says to come back; null if it does not say. Clients repeat 429s, and others with it, by themselves.</param>
    public ApiFault Fail(string verb, string resource, HttpStatusCode status, int times = 1, TimeSpan? retryAfter = null) =>
        Add(new ApiFault(verb, resource, times, (request, _) => Task.FromResult<HttpResponseMessage?>(Refusal(request, status, retryAfter))));

    /// <summary>Has requests wait before they reach the server.</summary>
    /// <param name="verb">Which.</param>
    /// <param name="resource">Of which resource.</param>
    /// <param name="delay">How long.</param>
    /// <param name="times">How many, 1 or more, or <see cref="Always"/>.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public ApiFault Delay(string verb, string resource, TimeSpan delay, int times = 1, TimeProvider? time = null) => Add(new ApiFault(verb, resource, times, async (_, cancellation) =>
    {
        await Task.Delay(delay, time ?? TimeProvider.System, cancellation);
        return null;
    }));

    /// <summary>Has requests fail as if there were no server. Watches that are open stay so.</summary>
    /// <inheritdoc cref="Fail" path="/param"/>
    public ApiFault Disconnect(string verb, string resource, int times = 1) =>
        Add(new ApiFault(verb, resource, times, static (request, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, $"{request.RequestUri?.Authority}: connection refused (by the test)")));

    /// <summary>Has the server be gone until the fault is disposed of: whatever is under way breaks, open watches too, and all further requests find nobody.</summary>
    public ApiFault GoAway()
    {
        var fault = Disconnect("*", "*", Always);

        // From here on nothing new gets through; what has is cut.
        Interlocked.Exchange(ref _connections, new CancellationTokenSource()).Cancel();
        return fault;
    }

    /// <summary>Ends all faults.</summary>
    public void ClearFaults()
    {
        foreach (var fault in Interlocked.Exchange(ref _faults, [])) fault.Dispose();
    }

    /// <summary>Those that neither the server nor a fault has answered, and no fault holds up.</summary>
    internal UnansweredRequests Unanswered { get; } = new();

    internal HttpMessageHandler Wrap(HttpMessageHandler inner) => new RequestHandler(this, inner);

    /// <summary>Cancelled when what goes on now is cut.</summary>
    internal CancellationToken Connections => Volatile.Read(ref _connections).Token;

    internal void Add(ApiRequest sent)
    {
        _sent.Enqueue(sent);
        if (sent.StatusCode is null or 403) return;
        _rules?.Use(sent);

        // An apply that has created something needed more than to patch it.
        if (sent is { Verb: "patch", StatusCode: 201 }) _rules?.Use(sent with { Verb = "create" });
    }

    /// <summary>The answer to what the operator may not do; null if it may.</summary>
    /// <param name="about">What it asks for.</param>
    /// <param name="verb">What it comes to: an apply of what is not there is also a creation.</param>
    /// <param name="request">The request.</param>
    internal HttpResponseMessage? Forbid(ApiRequest about, string verb, HttpRequestMessage request)
    {
        if (_rules is null || _rules.Allows(about with { Verb = verb })) return null;
        var what = about.Group.Length == 0 ? about.Resource : $"{about.Resource}.{about.Group}";
        var where = about.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{about.Namespace}\"";
        var named = about.Name.Length == 0 ? what : $"{what} \"{about.Name}\"";
        return Refusal(request, HttpStatusCode.Forbidden, null, $"{named} is forbidden: the roles do not allow to {verb} resource \"{about.Resource}\" in API group \"{about.Group}\" {where}");
    }

    /// <summary>Has the faults do what they do to a request.</summary>
    /// <returns>What is answered instead of the server's answer; null to ask the server.</returns>
    internal async Task<HttpResponseMessage?> MeetAsync(ApiRequest about, HttpRequestMessage request, CancellationToken cancellation)
    {
        foreach (var fault in _faults)
            if (fault.TryTake(about.Verb, about.Resource) && await HoldUpAsync(fault, request, cancellation) is { } answer) return answer;
        return null;
    }

    private async Task<HttpResponseMessage?> HoldUpAsync(ApiFault fault, HttpRequestMessage request, CancellationToken cancellation)
    {
        Unanswered.Remove();
        try
        {
            return await fault.ActAsync(request, cancellation);
        }
        finally
        {
            Unanswered.Add();
        }
    }

    private ApiFault Add(ApiFault fault)
    {
        ImmutableInterlocked.Update(ref _faults, static (faults, added) => faults.Add(added), fault);
        return fault;
    }

    private static HttpResponseMessage Refusal(HttpRequestMessage request, HttpStatusCode status, TimeSpan? retryAfter, string? message = null)
    {
        var body = new V1Status { Status = "Failure", Code = (int)status, Reason = ReasonOf(status), Message = message ?? $"{(int)status} (by the test)" };
        var response = new HttpResponseMessage(status) { RequestMessage = request, Content = new ByteArrayContent(KubernetesJson.SerializeToUtf8Bytes(body)) };
        response.Content.Headers.ContentType = new("application/json");
        if (retryAfter is { } wait) response.Headers.TryAddWithoutValidation("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return response;
    }

    private static string ReasonOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.InternalServerError => "InternalError",
        HttpStatusCode.GatewayTimeout => "Timeout",
        HttpStatusCode.UnprocessableEntity => "Invalid",
        _ => status.ToString(),
    };
}
