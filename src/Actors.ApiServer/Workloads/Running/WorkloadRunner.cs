using Actors.ApiServer.Http;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Verbs;
using Actors.Objects;
using Microsoft.Extensions.Logging;

namespace Actors.ApiServer.Workloads;

/// <summary>
/// Runs the controllers of a simulated cluster: reads the store's changes, has the objects they concern decided about and writes what is decided. All on one
/// thread at a time and without a lock: each decision sees all that was written before it.
/// </summary>
internal sealed partial class WorkloadRunner
{
    private const double FirstRetrySeconds = 0.005;
    private const double LastRetrySeconds = 300;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly ObjectRegistry _registry;
    private readonly ILogger _logger;
    private readonly IReadOnlyList<Controller> _controllers;
    private readonly WriteExecutor _executor;
    private readonly ClusterView _cluster = new();
    private readonly WorkQueue<(int Controller, string Key)> _queue = new();
    private readonly Dictionary<(int Controller, string Key), int> _failures = [];
    private readonly List<(string Resource, ResourceLog Log)> _logs;
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);

    /// <param name="registry">The server's objects.</param>
    /// <param name="options">How to simulate.</param>
    /// <param name="certificateAuthority">What <c>kube-root-ca.crt</c> holds, as PEM; empty without TLS.</param>
    /// <param name="logger">Gets what goes wrong.</param>
    public WorkloadRunner(ObjectRegistry registry, WorkloadOptions options, string certificateAuthority, ILogger logger)
    {
        (_registry, _logger) = (registry, logger);
        _controllers = WorkloadControllers.Create(options, certificateAuthority);
        _executor = new WriteExecutor(registry, new EventRecorder(registry));
        _logs = [.. ResourceNames.All.Select(resource => (resource, registry.Store.Of(resource)))];
        foreach (var write in ClusterStart.Writes(options)) _executor.Execute(write, "");
    }

    /// <summary>When there is something to do though nothing changes; null for never.</summary>
    public DateTimeOffset? NextDue => _queue.NextDue;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var version = Settle(stopping);
                await WaitAsync(version, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    /// <summary>Does all there is to do now.</summary>
    /// <returns>The version of the store at which there was nothing more.</returns>
    public ulong Settle(CancellationToken stopping = default)
    {
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            var version = _registry.Store.Version;
            Drain(version);
            if (!_queue.TryTake(_registry.Time.GetUtcNow(), out var item)) return version;
            Work(item);
        }
    }

    private async Task WaitAsync(ulong version, CancellationToken stopping)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var changed = _registry.Store.WaitForAsync(version + 1, enough.Token);
        if (NextDue is { } due)
        {
            var wait = due - _registry.Time.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.WhenAny(changed, Task.Delay(wait < LongestWait ? wait : LongestWait, _registry.Time, enough.Token));
            await enough.CancelAsync();
            stopping.ThrowIfCancellationRequested();
        }
        else
        {
            await changed;
        }
    }

    private void Work((int Controller, string Key) item)
    {
        var controller = _controllers[item.Controller];
        var now = _registry.Time.GetUtcNow();
        try
        {
            var decision = _cluster.Find(controller.Resource, item.Key) is { } value ? controller.Decide(value, _cluster, now) : controller.Gone(item.Key, _cluster);
            foreach (var write in decision.Writes) _executor.Execute(write, controller.Component);
            _failures.Remove(item);
            if (decision.Next is { } next) _queue.AddAt(item, next);
            else _queue.Forget(item);
        }
        catch (StatusException refused)
        {
            if (refused.Status.Code is not (403 or 404 or 409)) LogRefused(refused, controller.Component, item.Key);
            RetryLater(item, now);
        }
#pragma warning disable CA1031 // One object that a controller cannot cope with must not stop the others.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(failure, controller.Component, item.Key);
            RetryLater(item, now);
        }
    }

    private void RetryLater((int Controller, string Key) item, DateTimeOffset now)
    {
        var failures = _failures[item] = _failures.GetValueOrDefault(item) + 1;
        _queue.AddAt(item, now.AddSeconds(Math.Min(LastRetrySeconds, FirstRetrySeconds * Math.Pow(2, failures - 1))));
    }

    private void Drain(ulong version)
    {
        foreach (var (resource, log) in _logs)
        {
            if (!_positions.TryGetValue(resource, out var position)) position = TakeUp(resource, log, version);
            try
            {
                for (; log.Read(position, version) is { } change; position++) Observe(resource, change.Object, change.Type == WatchEventType.Deleted);
            }
            catch (ChangesLostException)
            {
                position = TakeUp(resource, log, version);
            }

            _positions[resource] = position;
        }
    }

    /// <summary>Takes all objects of a resource as they are, where the changes that made them so cannot be read.</summary>
    private long TakeUp(string resource, ResourceLog log, ulong version)
    {
        var (objects, position) = log.StateAt(version);
        foreach (var known in _cluster.All(resource).Where(known => !objects.TryGet(known.Key, out _)).ToList()) Observe(resource, known.Stored, isGone: true);
        foreach (var (_, value) in objects.Between("", null)) Observe(resource, value, isGone: false);
        return position;
    }

    private void Observe(string resource, KubernetesObject stored, bool isGone)
    {
        var change = _cluster.Observe(resource, stored, isGone);
        for (var index = 0; index < _controllers.Count; index++)
        {
            var controller = _controllers[index];
            if (controller.Resource == resource) _queue.Add((index, change.Value.Key));
            EnqueueManager(index, change.Value);
            if (change.Previous is { } previous && previous.ControllerUid != change.Value.ControllerUid) EnqueueManager(index, previous);
            foreach (var key in controller.AffectedBy(change, _cluster)) _queue.Add((index, key));
        }
    }

    private void EnqueueManager(int index, ClusterObject managed)
    {
        if (managed.ControllerUid.Length > 0 && ResourceNames.TypeOf(_controllers[index].Resource).Kind == managed.ControllerKind)
            _queue.Add((index, ClusterObject.KeyOf(managed.Namespace, managed.ControllerName)));
    }

    [LoggerMessage(504, LogLevel.Warning, "The server refused what the {Component} decided about {Key}; it is tried again later")]
    private partial void LogRefused(Exception exception, string component, string key);

    [LoggerMessage(505, LogLevel.Error, "The {Component} cannot decide about {Key}; it is tried again later")]
    private partial void LogFailed(Exception exception, string component, string key);
}
