using Actors.Simulation;

namespace Actors.Kernel.Tests;

/// <summary>Failures that cross decisions under way: every order in which they may meet, drawn by many seeds.</summary>
public sealed class FailureRaceTests
{
    private const int Seeds = 500;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_resumption_answers_no_failure_but_the_one_it_was_decided_for()
    {
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var world = new World(seed);
            var machine = world.AddMachine("m", options: new MachineOptions { Supervision = Deciding(Directive.Resume) });
            var probe = new Probe();
            var parent = machine.Spawn(Props.Create(() => new Puppet(probe) { Strategy = Deciding(Directive.Stop) }));
            parent.Do(context =>
            {
                var child = context.Spawn(Props.Create(() => new Puppet(probe) { OnStart = _ => throw new InvalidOperationException("the child's") }));
                child.Tell("next");
                throw new InvalidOperationException("the parent's");
            });
            world.RunFor(Long);
            Assert.True(probe.Take().Count == 0, $"seed {seed}: the child went on, though its failure means stop");
            Assert.Equal("next", Assert.Single(world.DeadLetters).Message);
        }
    }

    private static SupervisorStrategy Deciding(Directive directive) => new() { Decider = _ => directive };
}
