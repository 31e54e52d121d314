using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Load.Objects;
using Actors.Objects;

namespace Actors.Load.Subjects;

/// <summary>
/// The baseline: what one writes by hand on the same client. A reflector keeps a cache and puts the names of what has changed into a rate-limited queue; workers take them, look
/// the object up, decode it and reconcile it. No actors, no retry state that moves, no limits but the number of workers. Of several processes the one that is elected works.
/// </summary>
internal sealed class InformerSubject(SubjectOptions options, Recorder recorder) : ISubject
{
    // As many as an operator runs at once of one kind.
    private const int Workers = 16;

    private readonly CancellationTokenSource _stop = new();
    private readonly KubernetesClient _client = LoadCluster.NewClient(options.Server, options.Name);
    private readonly ObjectCache _cache = new();
    private readonly RateLimitedQueue _queue = new(recorder);
    private Task _running = Task.CompletedTask;
    private LeaderElection? _leader;

    public Task StartAsync(CancellationToken cancellation)
    {
        _running = RunAsync();
        return Task.CompletedTask;
    }

    public Task<long?> EnqueuedAsync() => Task.FromResult(_cache.HasSynced ? _queue.Added : (long?)null);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_leader is { } leader) await leader.ReleaseAsync();
        _client.Dispose();
        _queue.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        if (options.IsElected)
        {
            _leader = new LeaderElection(_client, LoadDatabase.Namespace, "load-baseline", options.Name);
            await _leader.AcquireAsync(_stop.Token);

            // Whoever cannot renew must not go on, as client-go has it.
            _ = _leader.RenewAsync(_stop.Token).ContinueWith(static _ => Environment.Exit(1), CancellationToken.None, TaskContinuationOptions.NotOnCanceled, TaskScheduler.Default);
        }

        var resource = _client.Resource(KubernetesEntity.Of<LoadDatabase>().Resource, ObjectContent.WithoutManagedFields);
        _cache.Subscribe(new Enqueue(_queue));
        await Task.WhenAll([new Reflector(resource, _cache).RunAsync(_stop.Token), .. Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync))]);
    }

    private async Task WorkAsync()
    {
        await recorder.Gate.WaitAsync(_stop.Token);
        while (true)
        {
            var key = await _queue.GetAsync(_stop.Token);
            try
            {
                if (_cache.TryGet(key.Namespace, key.Name, out var found)) await recorder.ReconcileAsync(found.As<LoadDatabase>(), _stop.Token);
                _queue.Forget(key);
            }
            catch (Exception failure) when (failure is System.Text.Json.JsonException or InvalidOperationException)
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
