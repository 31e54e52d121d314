using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Actors.Engine.Tests;
using Actors.Operators.Hosting;
using Actors.Operators.Running;
using Actors.Operators.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Management.Tests;

/// <summary>An operator of gadgets at a real server, and whoever asks its management API.</summary>
internal sealed class ManagedOperator : IAsyncDisposable
{
    private ManagedOperator(IHost host, HttpClient http, OperatorLogLines log) => (Host, Http, Log) = (host, http, log);

    public IHost Host { get; }

    public HttpClient Http { get; }

    public OperatorLogLines Log { get; }

    /// <summary>The actors.</summary>
    public Replica Replica => Host.Services.GetRequiredService<OperatorService>().Replica!;

    public static async Task<ManagedOperator> StartAsync<TReconciler>(
        TestCluster cluster, TReconciler reconciler, IEnumerable<string>? args = null, Action<OperatorBuilder>? configure = null, Action<ControllerOptions<Gadget>>? options = null)
        where TReconciler : class, IReconciler<Gadget>
    {
        var builder = OperatorBuilder.Create("gadget-operator", [.. args ?? [], "--management-port", "0"]).WithoutSignals();
        var log = new OperatorLogLines();
        builder.Host.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton(reconciler);
        builder.Configure(one => one.Client ??= cluster.Client);
        configure?.Invoke(builder);
        var host = builder.Add<Gadget, TReconciler>(options).Build();
        await host.StartAsync();

        // As a program does: whoever has the operator stop stops its host.
        _ = host.WaitForShutdownAsync();
        return new ManagedOperator(host, new HttpClient { BaseAddress = host.Services.GetRequiredService<ManagementService>().Address }, log);
    }

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> json)
        where T : class
    {
        using var response = await Http.GetAsync($"/api/v1{path}");
        return await ReadAsync(response, json, path);
    }

    public async Task<T> PostAsync<T>(string path, JsonTypeInfo<T> json)
        where T : class
    {
        using var response = await Http.PostAsync($"/api/v1{path}", null);
        return await ReadAsync(response, json, path);
    }

    /// <summary>Asks for what is refused.</summary>
    public async Task<ManagementStatus> RefusedAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        using var response = await Http.SendAsync(request);
        var status = JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ManagementJson.Default.ManagementStatus)!;
        Assert.Equal((int)response.StatusCode, status.Code);
        return status;
    }

    /// <summary>Asks again and again until the answer is as wanted.</summary>
    public async Task<T> WaitAsync<T>(string path, JsonTypeInfo<T> json, Func<T, bool> isWanted)
        where T : class
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        T? last = null;
        while (!patience.IsCancellationRequested)
        {
            using var response = await Http.GetAsync($"/api/v1{path}");
            if (response.IsSuccessStatusCode && isWanted(last = JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), json)!)) return last;
        }

        throw new TimeoutException($"{path} was never as wanted; last: {(last is null ? "nothing" : JsonSerializer.Serialize(last, json))}");
    }

    public async Task<ActorAnswer> WaitForStateAsync(string name, string state) =>
        await WaitAsync($"/actors/gadget/default/{name}", ManagementJson.Default.ActorAnswer, one => one.Object.State == state);

    /// <summary>What was logged of who had what done.</summary>
    public IReadOnlyList<string> ManagementLog => Log.Of(nameof(OperatorLog.Acts));

    /// <summary>Waits until the actors are listened to.</summary>
    public async Task WhenListenedAsync()
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        while (Replica.Controllers.All.Any(static one => one.Spec.Tap.Listener is null)) await Http.GetStringAsync("/livez", patience.Token);
    }

    /// <summary>Follows a stream.</summary>
    public async Task<StreamReader> FollowAsync(string path)
    {
        var response = await Http.GetAsync($"/api/v1{path}", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.MediaType);
        return new StreamReader(await response.Content.ReadAsStreamAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.StopAsync();
        Host.Dispose();
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> json, string path)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        Assert.IsType<JsonObject>(JsonNode.Parse(text));
        return JsonSerializer.Deserialize(text, json)!;
    }
}

internal static class StreamReading
{
    /// <summary>The next line that is as wanted.</summary>
    public static async Task<T> NextAsync<T>(this StreamReader stream, JsonTypeInfo<T> json, Func<T, bool> isWanted)
        where T : class
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        while (await stream.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Length > 0 && JsonSerializer.Deserialize(line, json)! is var one && isWanted(one)) return one;
        }

        throw new InvalidOperationException("The stream has ended");
    }
}
