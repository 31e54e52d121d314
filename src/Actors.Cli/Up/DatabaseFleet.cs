using System.Diagnostics;
using System.Globalization;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Samples.Databases;

namespace Actors.Cli.Up;

/// <summary>The Databases that <c>actors up</c> creates and changes, as their users would.</summary>
internal sealed class DatabaseFleet(KubernetesClient client, int count)
{
    private const string Namespace = "default";
    private const int CreatorsMax = 8;
    private const int BackedUpEvery = 10;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly DatabaseEngine[] Engines = Enum.GetValues<DatabaseEngine>();
    private static readonly string[][] Versions = [["16", "17"], ["8.0", "8.4"], ["7.0", "8.0"]];

    private readonly ResourceClient<Database> _databases = client.Resource<Database>().InNamespace(Namespace);
    private readonly string _format = $"D{Math.Max(4, count.ToString(CultureInfo.InvariantCulture).Length)}";

    /// <summary>The name of one of them.</summary>
    public string NameOf(int number) => $"db-{number.ToString(_format, CultureInfo.InvariantCulture)}";

    /// <summary>Creates all of them.</summary>
    public Task CreateAsync(CancellationToken cancellation) => Parallel.ForEachAsync(
        Enumerable.Range(1, count),
        new ParallelOptions { MaxDegreeOfParallelism = CreatorsMax, CancellationToken = cancellation },
        async (number, token) => await _databases.CreateAsync(Make(number), cancellation: token));

    /// <summary>Changes the version of one after the other, again and again, as often as wanted or as fast as it goes.</summary>
    public async Task ChurnAsync(double perSecond, CancellationToken cancellation)
    {
        if (perSecond <= 0 || count == 0) return;
        using var timer = new PeriodicTimer(Tick);
        var began = Stopwatch.GetTimestamp();
        for (long changed = 0; await timer.WaitForNextTickAsync(cancellation);)
        {
            for (var due = (long)(Stopwatch.GetElapsedTime(began).TotalSeconds * perSecond); changed < due; changed++)
                await ChangeAsync((int)(changed % count) + 1, (int)(changed / count) + 1, cancellation);
        }
    }

    private async Task ChangeAsync(int number, int round, CancellationToken cancellation)
    {
        try
        {
            await _databases.PatchAsync(NameOf(number), Patch.Merge(new { spec = new { version = VersionOf(number, round) } }), cancellation: cancellation);
        }
        catch (KubernetesException failure) when (failure.IsNotFound)
        {
            // Whoever looks on has deleted it.
        }
    }

    private Database Make(int number) => new()
    {
        Metadata = new V1ObjectMeta { Name = NameOf(number), Namespace = Namespace },
        Spec = new DatabaseSpec
        {
            Engine = EngineOf(number),
            Version = VersionOf(number, 0),
            StorageSize = "1Gi",
            BackupPolicy = number % BackedUpEvery == 0 ? new BackupPolicy { Enabled = true } : null,
        },
    };

    private static DatabaseEngine EngineOf(int number) => Engines[number % Engines.Length];

    private static string VersionOf(int number, int round)
    {
        var versions = Versions[(int)EngineOf(number)];
        return versions[round % versions.Length];
    }
}
