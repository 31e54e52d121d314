using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Verbs;
using Microsoft.Extensions.Logging;

namespace Actors.ApiServer.Workers;

/// <summary>Removes what nobody owns any more, and what is in namespaces that end: some time after the deletion that is the cause, then all at once.</summary>
internal sealed partial class CollectionWorker(ObjectRegistry registry, TimeSpan delay, ILogger logger)
{
    private readonly ChangeReader _changes = new(registry);
    private readonly GarbageCollector _garbage = new(registry);
    private readonly NamespaceTerminator _namespaces = new(registry);

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var version = registry.Store.Version;
                _changes.Drain(Observe);
                if (_garbage.HasWork || _namespaces.HasWork)
                {
                    await Task.Delay(delay, registry.Time, stopping);
                    version = Work();
                }

                await registry.Store.WaitForAsync(version + 1, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    /// <summary>Works until nothing more follows from what was done; the version at which that was so.</summary>
    private ulong Work()
    {
        while (true)
        {
            var version = registry.Store.Version;
            _changes.Drain(Observe);
            Guarded(_garbage.Work);
            Guarded(_namespaces.Work);
            if (registry.Store.Version == version && !_garbage.HasWork) return version;
        }
    }

    private void Observe(ResourceKind kind, Change change)
    {
        _garbage.Observe(kind, change);
        if (NamespaceLifecycle.IsNamespace(kind)) _namespaces.Observe(change);
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
    }

    [LoggerMessage(501, LogLevel.Warning, "The server refused a change of its own collection; it is tried again with the next change")]
    private partial void LogRefused(Exception exception);
}
