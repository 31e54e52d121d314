using Actors.Cli.Up.Chaos;

namespace Actors.Cli.Tests;

public sealed class ChaosPlanTests
{
    private const int Seeds = 300;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    [Fact]
    public void The_same_seed_is_the_same_plan_and_another_one_is_another() => Assert.Multiple(
        () => Assert.Equal(Plan(7, 3, 2, 60), Plan(7, 3, 2, 60)),
        () => Assert.NotEqual(Plan(7, 3, 2, 60), Plan(8, 3, 2, 60)));

    [Fact]
    public void Each_fault_ends_in_time_and_by_what_belongs_to_it() => ForEachPlan((plan, replicas, _, seconds) =>
    {
        Assert.Equal(plan.OrderBy(static step => step.At), plan);
        foreach (var name in Names(replicas))
        {
            var steps = plan.Where(step => step.Replica == name).ToList();
            Assert.Equal(0, steps.Count % 2);
            foreach (var pair in steps.Chunk(2))
            {
                Assert.True(pair[0].IsFault && !pair[1].IsFault);
                Assert.Equal(pair[0].Action == ChaosAction.Pause ? ChaosAction.Resume : ChaosAction.Start, pair[1].Action);
                Assert.True(pair[1].At > pair[0].At && pair[1].At <= TimeSpan.FromSeconds(seconds));
                if (pair[0].Action == ChaosAction.Pause) Assert.True(pair[1].At - pair[0].At > Lease);
            }

            // A replica that has come back is left alone for a while.
            foreach (var (end, next) in steps.Skip(1).Zip(steps.Skip(2)).Where(static two => two.Second.IsFault)) Assert.True(next.At - end.At >= ChaosPlan.Recovery);
        }
    });

    [Fact]
    public void No_more_are_disturbed_at_once_than_may_be() => ForEachPlan((plan, _, atOnce, _) =>
    {
        var down = new HashSet<string>();
        foreach (var step in plan)
        {
            if (step.IsFault) Assert.True(down.Add(step.Replica) && down.Count <= atOnce);
            else down.Remove(step.Replica);
        }
    });

    [Fact]
    public void As_many_are_disturbed_at_once_as_may_be()
    {
        var most = 0;
        ForEachPlan((plan, _, atOnce, _) =>
        {
            var down = 0;
            foreach (var step in plan)
            {
                down += step.IsFault ? 1 : -1;
                if (down == atOnce) most = Math.Max(most, atOnce);
            }
        });
        Assert.Equal(4, most);
    }

    [Fact]
    public void All_sorts_of_faults_come_and_equally_often() => Assert.All(Enumerable.Range(0, Seeds), static seed =>
    {
        var plan = Plan(seed, 3, 2, 120);
        int[] counts = [Count(plan, ChaosAction.Kill), Count(plan, ChaosAction.Pause), Count(plan, ChaosAction.Stop)];
        Assert.True(counts.Min() >= 3 && counts.Max() - counts.Min() <= 1, $"seed {seed}: {string.Join(',', counts)}");
    });

    [Fact]
    public void Even_the_shortest_run_has_faults() =>
        Assert.All(Enumerable.Range(0, Seeds), static seed => Assert.True(Plan(seed, 2, 1, (int)ChaosOptions.DurationMin.TotalSeconds).Count >= 2, $"seed {seed}"));

    private static void ForEachPlan(Action<IReadOnlyList<ChaosStep>, int, int, int> check)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var chance = new Random(seed);
            var replicas = chance.Next(1, 6);
            var (atOnce, seconds) = (chance.Next(1, Math.Max(2, replicas)), chance.Next(20, 300));
            check(Plan(seed, replicas, atOnce, seconds), replicas, atOnce, seconds);
        }
    }

    private static IReadOnlyList<ChaosStep> Plan(int seed, int replicas, int atOnce, int seconds) => ChaosPlan.Make(new ChaosOptions(TimeSpan.FromSeconds(seconds), seed, atOnce), Names(replicas), Lease);

    private static string[] Names(int replicas) => [.. Enumerable.Range(0, replicas).Select(static number => $"r{number}")];

    private static int Count(IEnumerable<ChaosStep> plan, ChaosAction action) => plan.Count(step => step.Action == action);
}
