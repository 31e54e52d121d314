using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Load.Objects;
using Actors.Objects;

namespace Actors.Load.Subjects;

/// <summary>
/// The baseline: what one writes by hand on the same client. A reflector keeps a cache and puts the names of what has changed into a rate-limited queue; workers take them, look
/// the object up, decode it and reconcile it. No actors, no retry state that moves, no limits but the number of workers.
/// </summary>
internal sealed class InformerSubject(Uri server, Recorder recorder) : ISubject
{
    // As many as an operator runs at once of one kind.
    private const int Workers = 16;

    private readonly CancellationTokenSource _stop = new();
    private readonly KubernetesClient _client = LoadCluster.NewClient(server);
    private readonly ObjectCache _cache = new();
    private readonly RateLimitedQueue _queue = new(recorder);
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellation)
    {
        var resource = _client.Resource(KubernetesEntity.Of<LoadDatabase>().Resource, ObjectContent.WithoutManagedFields);
        _cache.Subscribe(new Enqueue(_queue));
        _running = Task.WhenAll([new Reflector(resource, _cache).RunAsync(_stop.Token), .. Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync, cancellation))]);
        return Task.CompletedTask;
    }

    public Task<long?> EnqueuedAsync() => Task.FromResult(_cache.HasSynced ? _queue.Added : (long?)null);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _queue.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        await recorder.Gate.WaitAsync(_stop.Token);
        while (true)
        {
            var key = await _queue.GetAsync(_stop.Token);
            try
            {
                if (_cache.TryGet(key.Namespace, key.Name, out var found)) recorder.Reconcile(found.As<LoadDatabase>().Spec!.Stamp);
                _queue.Forget(key);
            }
            catch (System.Text.Json.JsonException)
            {
                _queue.AddRateLimited(key);
            }
            finally
            {
                _queue.Done(key);
            }
        }
    }

    private sealed class Enqueue(RateLimitedQueue queue) : IObjectHandler
    {
        public void Added(KubernetesObject added) => queue.Add(ObjectKey.Of(added));

        public void Modified(KubernetesObject before, KubernetesObject after) => queue.Add(ObjectKey.Of(after));

        public void Deleted(KubernetesObject last) => queue.Add(ObjectKey.Of(last));

        public void Synced(string resourceVersion)
        {
            // The cache knows.
        }

        public void Failed(RequestFailure failure)
        {
            // The reflector tries again.
        }
    }
}
