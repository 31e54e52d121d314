using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Actors.Cli.Inspection.Client;

/// <summary>Asks a management API. Whatever goes wrong is an <see cref="InspectionException"/> that says what to do next.</summary>
internal sealed class ManagementClient : IDisposable
{
    private const string Root = "/api/v1";

    /// <summary>Above the 5 s after which the API says itself that a replica does not answer.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);

    /// <summary>Twice what the API lets pass between two lines of a stream, and some.</summary>
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(25);

    private readonly Target _target;
    private readonly HttpClient _http;
    private readonly Failures _failures;

    public ManagementClient(Target target)
    {
        _target = target;
        _failures = new Failures(target.Url);
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = !target.Url.IsLoopback, AllowAutoRedirect = false }, disposeHandler: true)
        {
            BaseAddress = target.Url,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public Uri Url => _target.Url;

    public void Dispose() => _http.Dispose();

    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="path">Its path below the API's root, its segments escaped.</param>
    /// <param name="query">Its parameters.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="limit">How long to wait; 20 s if it is null.</param>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, Query query, CancellationToken cancellation, TimeSpan? limit = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit ?? AnswerLimit);
        try
        {
            using var response = await OpenAsync(method, path, query, patience.Token);
            var json = await ReadAsync(response, patience.Token);
            return json is { } answer && IsAnswer(answer) ? answer : throw _failures.NotManagement(response);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw _failures.Of(failure);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw _failures.NoAnswer(limit ?? AnswerLimit);
        }
    }

    /// <summary>Reads a stream of records, one a line, until it ends.</summary>
    /// <param name="path">Its path, as of requests.</param>
    /// <param name="query">Its parameters.</param>
    /// <param name="onOpen">Is called when it has begun.</param>
    /// <param name="cancellation">Gives up.</param>
    public async IAsyncEnumerable<JsonElement> StreamAsync(string path, Query query, Action onOpen, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(AnswerLimit);
        using var response = await GuardAsync(() => OpenAsync(HttpMethod.Get, path, query, patience.Token), AnswerLimit, cancellation);
        if (response.Content.Headers.ContentType?.MediaType != "application/x-ndjson") throw _failures.NotManagement(response);
        onOpen();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (true)
        {
            patience.CancelAfter(SilenceLimit);
            var line = await GuardAsync(async () => await reader.ReadLineAsync(patience.Token), SilenceLimit, cancellation);
            if (line is null) yield break;
            if (line.Length == 0) continue;
            yield return Parse(line) ?? throw _failures.NotManagement(response);
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> act, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            return await act();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw _failures.Of(failure);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw _failures.NoAnswer(limit);
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, Query query, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, $"{Root}{path}{query}");
        if (_target.Token?.Invoke() is { } token) request.Headers.Authorization = BearerOf(token);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw _failures.Of(response, await ReadAsync(response, cancellation), path, query);
    }

    private static AuthenticationHeaderValue BearerOf(string token)
    {
        if (token.AsSpan().ContainsAnyExceptInRange('!', '~')) throw InspectionException.Usage("the token holds characters that no token has; is it the right file?");
        return new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Every answer says who gives it.</summary>
    private static bool IsAnswer(JsonElement json) => json.TryGetProperty("asked", out _) || json.TryGetProperty("action", out _);

    /// <summary>Reads an object of JSON; null if it is none.</summary>
    private static async Task<JsonElement?> ReadAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        response.Content.Headers.ContentType?.MediaType != "application/json" ? null : Parse(await response.Content.ReadAsStringAsync(cancellation));

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
