using Actors.ApiServer.Http;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Verbs;
using Actors.Objects;
using Microsoft.Extensions.Logging;

namespace Actors.ApiServer.Workers;

/// <summary>Makes resources of custom resource definitions: accepts their names, serves their versions, and takes them away with their objects.</summary>
internal sealed partial class DefinitionWorker(ObjectRegistry registry, ILogger logger)
{
    private readonly DefinitionController _controller = new(registry);
    private readonly HashSet<string> _ending = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken stopping)
    {
        var log = registry.LogOf(DefinitionController.KindOf(registry.Resources));
        var position = 0L;
        try
        {
            while (true)
            {
                var version = registry.Store.Version;
                position = Drain(log, position);
                foreach (var name in _ending.ToArray()) Guarded(() => Finish(name));
                // What keeps a definition that ends are objects of another resource.
                await (_ending.Count > 0 ? registry.Store.WaitForAsync(version + 1, stopping) : log.ChangeAfter(position).WaitAsync(stopping));
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private long Drain(ResourceLog log, long position)
    {
        try
        {
            for (; log.Read(position) is { } change; position++) Observe(change.Key, change.Type, change.Object);
            return position;
        }
        catch (ChangesLostException)
        {
            (var objects, position) = log.Current();
            foreach (var (key, value) in objects.Between("", null)) Observe(key, WatchEventType.Modified, value);
            return position;
        }
    }

    private void Observe(string name, WatchEventType type, KubernetesObject value)
    {
        if (type == WatchEventType.Deleted)
        {
            _ending.Remove(name);
            Guarded(() => _controller.Remove(value));
            return;
        }

        if (value.IsBeingDeleted) _ending.Add(name);
        Guarded(() => _controller.Sync(name));
    }

    private void Finish(string name)
    {
        if (_controller.TryFinish(name)) _ending.Remove(name);
    }

    private void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (StatusException exception)
        {
            LogRefused(exception);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // One definition the server cannot deal with must not keep it from all others.
            LogFailure(exception);
        }
    }

    [LoggerMessage(502, LogLevel.Warning, "A custom resource definition could not be taken up")]
    private partial void LogRefused(Exception exception);

    [LoggerMessage(503, LogLevel.Error, "A custom resource definition could not be taken up, and will not be served")]
    private partial void LogFailure(Exception exception);
}
