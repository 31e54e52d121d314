using System.Diagnostics;
using System.Globalization;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Samples.Databases;

namespace Actors.Cli.Up;

/// <summary>The Databases that <c>actors up</c> creates and changes, as their users would.</summary>
/// <param name="client">Their user's client.</param>
/// <param name="count">How many.</param>
/// <param name="deletes">Whether some are deleted, too, and made anew.</param>
internal sealed class DatabaseFleet(KubernetesClient client, int count, bool deletes = false)
{
    public const string Namespace = "default";

    private const int DeletedEvery = 25;
    private const int CreatorsMax = 8;
    private const int BackedUpEvery = 10;
    private const double LongestWaitSeconds = 3600;

    private static readonly DatabaseEngine[] Engines = Enum.GetValues<DatabaseEngine>();
    private static readonly string[][] Versions = [["16", "17"], ["8.0", "8.4"], ["7.0", "8.0"]];

    private readonly ResourceClient<Database> _databases = client.Resource<Database>().InNamespace(Namespace);
    private readonly string _format = $"D{Math.Max(4, count.ToString(CultureInfo.InvariantCulture).Length)}";

    private long _changes;

    /// <summary>How often one was created anew, changed or deleted so far.</summary>
    public long Changes => Volatile.Read(ref _changes);

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
        var began = Stopwatch.GetTimestamp();
        for (long changed = 0; ;)
        {
            // Each at its own time: what comes in bunches, operators take in bunches. Timers know no less than a millisecond.
            var early = (changed / perSecond) - Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (early >= 0.001)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(early, LongestWaitSeconds)), cancellation);
                continue;
            }

            await ChangeAsync((int)(changed % count) + 1, (int)(changed / count) + 1, cancellation);
            changed++;
        }
    }

    private async Task ChangeAsync(int number, int round, CancellationToken cancellation)
    {
        try
        {
            // Others in each round.
            if (deletes && (number + round) % DeletedEvery == 0) await _databases.DeleteAsync(NameOf(number), cancellation: cancellation);
            else await _databases.PatchAsync(NameOf(number), Patch.Merge(new { spec = new { version = VersionOf(number, round) } }), cancellation: cancellation);
        }
        catch (KubernetesException failure) when (failure.IsNotFound)
        {
            // It was deleted, here or by whoever looks on.
            if (!deletes) return;
            await _databases.CreateAsync(Make(number), cancellation: cancellation);
        }

        Interlocked.Increment(ref _changes);
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
