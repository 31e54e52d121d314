using System.Diagnostics;
using System.Globalization;
using System.Text;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Kubernetes.Models;
using Actors.Load.Records;
using Actors.Objects;

namespace Actors.Load.Objects;

/// <summary>The cluster of a load run, as its users have it: makes the objects and changes them.</summary>
internal sealed class LoadCluster(Uri server, Progress progress) : IDisposable
{
    /// <summary>An object's length as the server sends it, managed fields included.</summary>
    public const int ObjectLength = 1650;

    /// <summary>How whoever looks on calls himself.</summary>
    public const string Observer = "observer";

    private const int Writers = 16;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    private readonly KubernetesClient _client = NewClient(server, "load");
    private int _next;

    private ResourceClient<LoadDatabase> Databases => _client.Resource<LoadDatabase>().InNamespace(LoadDatabase.Namespace);

    private ResourceClient<KubernetesObject> Bytes(ObjectContent content) =>
        _client.Resource(KubernetesEntity.Of<LoadDatabase>().Resource, content).InNamespace(LoadDatabase.Namespace);

    /// <summary>How many objects there are.</summary>
    public int Count { get; private set; }

    /// <param name="server">Of which server.</param>
    /// <param name="name">By what name the server is to know its requests.</param>
    public static KubernetesClient NewClient(Uri server, string name) => new(new KubernetesConfiguration { Server = server, UserAgent = name, Origin = "--server" });

    /// <summary>Has the server know the kind.</summary>
    /// <exception cref="IOException">It has objects of it already.</exception>
    public async Task DefineAsync(CancellationToken cancellation)
    {
        var apply = new RestRequest(HttpMethod.Patch, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/databases.bench.example.com")
        {
            Query = [new("fieldManager", "actors-load"), new("force", "true")], ContentType = "application/apply-patch+yaml", Body = Encoding.UTF8.GetBytes(LoadDatabase.Definition),
        };
        (await _client.Rest.SendAsync(apply, cancellation)).Dispose();
        while (true)
        {
            try
            {
                var there = await Bytes(ObjectContent.MetadataOnly).ListAsync(new ListOptions { Limit = 1 }, cancellation);
                if (there.Items.Count > 0) throw new IOException($"{server} has Databases of bench.example.com already: the run would not be what it says; delete them, or use another server");
                return;
            }
            catch (KubernetesException failure) when (failure.IsNotFound)
            {
                await Task.Delay(Tick, cancellation);
            }
        }
    }

    /// <summary>Has there be so many objects.</summary>
    public async Task GrowToAsync(int count, CancellationToken cancellation)
    {
        var padding = await PaddingAsync(cancellation);
        var done = Count;
        await Parallel.ForEachAsync(Enumerable.Range(Count, count - Count), Options(cancellation), async (number, token) =>
        {
            await Databases.CreateAsync(New(number, padding), cancellation: token);
            progress.Count("creating objects", Interlocked.Increment(ref done), count);
        });
        Count = count;
    }

    /// <summary>The bytes of an object as a client holds it: without managed fields.</summary>
    public async Task<double> HeldBytesAsync(CancellationToken cancellation)
    {
        var list = await Bytes(ObjectContent.WithoutManagedFields).ListAsync(new ListOptions { Limit = 500 }, cancellation);
        return list.Items.Average(static one => one.Json.Length);
    }

    /// <summary>Changes the spec of one object after the other, so many a second, whether or not anybody keeps up; each change says when it was due.</summary>
    public async Task<IReadOnlyList<SentChange>> ChangeAsync(int perSecond, TimeSpan duration, CancellationToken cancellation)
    {
        using var gate = new SemaphoreSlim(4 * Writers);
        var all = (int)(perSecond * duration.TotalSeconds);
        var sent = new List<SentChange>(all);
        var running = new List<Task>();
        await OpenLoop.RunAsync(
            perSecond,
            all,
            due =>
            {
                gate.Wait(cancellation);
                var change = new SentChange(_next++ % Count, due);
                sent.Add(change);
                running.RemoveAll(static one => one.IsCompletedSuccessfully);
                running.Add(SendAsync(change, gate, cancellation));
                progress.Count("changing objects", sent.Count, all);
            },
            cancellation);
        await Task.WhenAll(running);
        return sent;
    }

    /// <summary>Changes each object once, as fast as the server takes it.</summary>
    public async Task<IReadOnlyList<SentChange>> ChangeAllAsync(CancellationToken cancellation)
    {
        using var gate = new SemaphoreSlim(4 * Writers);
        var sent = new List<SentChange>(Count);
        var running = new List<Task>();
        for (var number = 0; number < Count; number++)
        {
            await gate.WaitAsync(cancellation);
            var change = new SentChange(number, Stopwatch.GetTimestamp());
            sent.Add(change);
            running.Add(SendAsync(change, gate, cancellation));
            progress.Count("changing objects", number, Count);
        }

        await Task.WhenAll(running);
        return sent;
    }

    /// <summary>The change that is the last of each object.</summary>
    public async Task<IReadOnlyDictionary<int, long>> WantedAsync(CancellationToken cancellation)
    {
        var wanted = new Dictionary<int, long>();
        var options = new ListOptions { Limit = 500 };
        while (true)
        {
            var page = await Databases.ListAsync(options, cancellation);
            foreach (var one in page.Items) wanted[LoadDatabase.NumberOf(one.Metadata.Name!)] = one.Spec!.Stamp;
            if (page.Continue.Length == 0) return wanted;
            options = options with { Continue = page.Continue };
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(SentChange change, SemaphoreSlim gate, CancellationToken cancellation)
    {
        try
        {
            var body = string.Create(CultureInfo.InvariantCulture, $"{{\"spec\":{{\"stamp\":{change.Stamp}}}}}");
            (await _client.Rest.SendAsync(
                new RestRequest(HttpMethod.Patch, $"/apis/bench.example.com/v1alpha1/namespaces/{LoadDatabase.Namespace}/databases/{LoadDatabase.NameOf(change.Number)}")
                {
                    ContentType = "application/merge-patch+json", Body = Encoding.UTF8.GetBytes(body),
                },
                cancellation)).Dispose();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>What makes an object as long as it is to be, found by asking the server how long one is without.</summary>
    private async Task<string> PaddingAsync(CancellationToken cancellation)
    {
        var bare = await Bytes(ObjectContent.Whole).CreateAsync(New(0, "").ToKubernetesObject(), new WriteOptions { DryRun = true }, cancellation);
        return new string('x', Math.Max(0, ObjectLength - bare.Json.Length));
    }

    private static LoadDatabase New(int number, string padding) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = LoadDatabase.NameOf(number), Namespace = LoadDatabase.Namespace, Labels = new Dictionary<string, string> { ["app"] = "bench", [LoadDatabase.PartLabel] = LoadDatabase.PartOf(number) },
        },
        Spec = new LoadSpec { Parameters = new Dictionary<string, string> { ["p"] = padding } },
    };

    private static ParallelOptions Options(CancellationToken cancellation) => new() { MaxDegreeOfParallelism = Writers, CancellationToken = cancellation };
}
