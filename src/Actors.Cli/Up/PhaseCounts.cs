using Actors.Ingest;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Samples.Databases;

namespace Actors.Cli.Up;

/// <summary>How many Databases are in each phase. Those that the operator has not come to yet are pending.</summary>
internal readonly record struct PhaseCounts(int Pending, int Provisioning, int Ready, int Failed)
{
    public int Total => Pending + Provisioning + Ready + Failed;

    public int this[DatabasePhase phase] => phase switch
    {
        DatabasePhase.Provisioning => Provisioning,
        DatabasePhase.Ready => Ready,
        DatabasePhase.Failed => Failed,
        _ => Pending,
    };
}

/// <summary>Counts Databases by phase as they change.</summary>
internal sealed class PhaseCounter : IObjectHandler
{
    private readonly int[] _counts = new int[Enum.GetValues<DatabasePhase>().Length];

    public PhaseCounts Counts => new(Read(DatabasePhase.Pending), Read(DatabasePhase.Provisioning), Read(DatabasePhase.Ready), Read(DatabasePhase.Failed));

    public void Added(KubernetesObject added) => Count(added, 1);

    public void Modified(KubernetesObject before, KubernetesObject after)
    {
        Count(before, -1);
        Count(after, 1);
    }

    public void Deleted(KubernetesObject last) => Count(last, -1);

    public void Synced(string resourceVersion)
    {
        // It counts on from there.
    }

    public void Failed(RequestFailure failure)
    {
        // The reflector tries again; until then the counts are as of the last event.
    }

    private void Count(KubernetesObject subject, int change) => Interlocked.Add(ref _counts[(int)(subject.As<Database>().Status?.Phase ?? DatabasePhase.Pending)], change);

    private int Read(DatabasePhase phase) => Volatile.Read(ref _counts[(int)phase]);
}
