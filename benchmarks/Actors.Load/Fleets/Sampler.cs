using System.Diagnostics;
using Actors.Operators.Fleet;

namespace Actors.Load.Fleets;

/// <summary>Looks at the processes every half second while it is measured.</summary>
internal sealed class Sampler : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(0.5);

    private readonly Dictionary<Member, (double Cpu, int Begun)> _before = [];
    private readonly List<Sample> _samples = [];
    private readonly List<string> _replicas = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly LoadFleet _fleet;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Task _running;
    private long _last;

    public Sampler(LoadFleet fleet)
    {
        (_fleet, _last) = (fleet, _began);
        foreach (var member in fleet.Living) _before[member] = (member.Process.Used.CpuSeconds, Follow(member));
        _running = RunAsync();
    }

    public IReadOnlyList<Sample> Samples => _samples;

    /// <summary>The names of those that own shards, by which samples count them.</summary>
    public IReadOnlyList<string> Replicas => _replicas;

    /// <summary>Looks no more. Can be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_running.IsCompleted) return;
        await _ending.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await Task.Delay(Period, _ending.Token);
            var seconds = Stopwatch.GetElapsedTime(_last).TotalSeconds;
            _last = Stopwatch.GetTimestamp();
            _samples.Add(new Sample(Stopwatch.GetElapsedTime(_began).TotalSeconds, [.. _fleet.Living.ToArray().Select(member => Look(member, seconds))], Owners()));
        }
    }

    private MemberSample Look(Member member, double seconds)
    {
        var used = member.Process.Used;
        var (cpu, begun) = _before.GetValueOrDefault(member);
        var now = Follow(member);
        _before[member] = (used.CpuSeconds, now);
        return new MemberSample(member.Name, (used.CpuSeconds - cpu) / seconds, used.WorkingSet, (now - begun) / seconds);
    }

    private static int Follow(Member member) => member.Begun += member.Records.ReadNew().Count();

    private int[] Owners() => _fleet.Observer.Map is { } map ? [.. map.Shards.Select(shard => shard.Owner is { } owner ? NumberOf(FleetNames.ReplicaOf(owner)) : -1)] : [];

    private int NumberOf(string replica)
    {
        var number = _replicas.IndexOf(replica);
        if (number >= 0) return number;
        _replicas.Add(replica);
        return _replicas.Count - 1;
    }
}
