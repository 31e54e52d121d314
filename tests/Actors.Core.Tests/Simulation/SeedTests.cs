using Actors.Simulation.Cli;

namespace Actors.Simulation.Tests;

public sealed class SeedTests
{
    public static TheoryData<string> Workloads => [.. AllWorkloads.List.Select(workload => workload.Name)];

    public static TheoryData<string> SoundWorkloads => [.. AllWorkloads.Sound.Select(workload => workload.Name)];

    [Theory]
    [MemberData(nameof(Workloads))]
    public void A_seed_run_twice_has_the_same_trace_hash(string name)
    {
        var workload = AllWorkloads.Named(name);
        for (var seed = 1UL; seed <= 25; seed++)
        {
            var (once, again) = (SeedRun.Run(workload, seed), SeedRun.Run(workload, seed));
            Assert.True(once.TraceHash == again.TraceHash && once.Events == again.Events, $"{name}, seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void A_seed_run_twice_writes_the_same_trace_byte_for_byte(string name)
    {
        var trace = TraceOf(name, 3);
        Assert.True(trace.Length > 10_000);
        Assert.Equal(trace, TraceOf(name, 3));
        Assert.NotEqual(trace, TraceOf(name, 4));
    }

    [Theory]
    [MemberData(nameof(SoundWorkloads))]
    public void Sound_workloads_hold(string name)
    {
        var campaign = Run(name, seeds: 200);
        Assert.True(campaign.Failure is null, $"{name}, seed {campaign.Failure?.Seed}: {campaign.Failure?.Violation}");
        Assert.Equal(200, campaign.Done);
    }

    [Fact]
    public void A_lock_service_that_forgets_to_check_the_epoch_is_caught()
    {
        var failure = Run("lock-without-epoch-check", seeds: 1000).Failure;
        Assert.NotNull(failure);
        Assert.Equal(("OneHolder", ViolationKind.Safety), (failure.Violation!.Invariant, failure.Violation.Kind));
        Assert.Contains(failure.LastEvents, happened => happened.Message is Used);
    }

    [Fact]
    public void The_lowest_seed_that_fails_is_reported_however_many_run_at_once()
    {
        var one = Run("lock-without-epoch-check", seeds: 50, parallel: 1).Failure;
        var many = Run("lock-without-epoch-check", seeds: 50, parallel: 8).Failure;
        Assert.Equal((one!.Seed, one.TraceHash, one.Violation), (many!.Seed, many.TraceHash, many.Violation));
    }

    [Fact]
    public void What_a_failure_outside_of_actors_throws_is_a_crash_of_that_seed()
    {
        var broken = new Workload("broken", "throws", seed => new CrashingScenario(seed));
        var result = SeedRun.Run(broken, 1);
        Assert.Equal(ViolationKind.Crash, result.Violation!.Kind);
        Assert.Contains("on purpose", result.Violation.Message, StringComparison.Ordinal);
    }

    private static Campaign Run(string name, int seeds, int parallel = 4)
    {
        var campaign = new Campaign(AllWorkloads.Named(name), 1, seeds);
        campaign.Run(parallel, null, _ => { }, CancellationToken.None);
        return campaign;
    }

    private static string TraceOf(string name, ulong seed)
    {
        using var text = new StringWriter();
        SeedRun.Run(AllWorkloads.Named(name), seed, text);
        return text.ToString();
    }

    private sealed class CrashingScenario(ulong seed) : Scenario
    {
        public override World World { get; } = new(seed);

        public override FaultOptions Faults { get; } = new();

        public override TimeSpan SafetyPhase => TimeSpan.FromSeconds(1);

        public override void Settle() => World.After(TimeSpan.Zero, () => throw new InvalidOperationException("on purpose"));
    }
}
