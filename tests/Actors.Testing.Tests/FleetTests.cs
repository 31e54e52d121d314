using System.Collections.Concurrent;
using Actors.Kubernetes.Models;
using Actors.Operators;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Testing.Tests;

public sealed class FleetTests
{
    private const int Widgets = 40;

    private readonly ConcurrentDictionary<string, string> _reconciledBy = new();
    private int _replicas;

    [Fact]
    public async Task Replicas_share_the_objects_and_take_over_those_of_one_that_is_stopped()
    {
        await using var kit = await StartAsync(2);
        Assert.Equal(["replica-0", "replica-1"], kit.Replicas);
        Assert.Equal(kit.Replicas, await OwnersAsync(kit));
        for (var i = 0; i < Widgets; i++) await kit.CreateAsync(Widget.Named($"w{i}"));
        await WhenShownAsync(kit, "hello");
        Assert.Equal(["0", "1"], Workers());

        Assert.Equal("replica-2", await kit.StartReplicaAsync());
        Assert.Equal(kit.Replicas, await OwnersAsync(kit));
        await ChangeAsync(kit, "two");
        Assert.Equal(["0", "1", "2"], Workers());

        await kit.StopReplicaAsync("replica-0");
        Assert.Equal(["replica-1", "replica-2"], kit.Replicas);
        Assert.Equal(kit.Replicas, await OwnersAsync(kit));
        await ChangeAsync(kit, "three");
        Assert.Equal(["1", "2"], Workers());
        Assert.NotNull(kit.ServicesOf("replica-1").GetRequiredService<TimeProvider>());
        Assert.Throws<InvalidOperationException>(() => kit.Services);
        Assert.Contains("There is no replica replica-0: there are replica-1, replica-2", (await Assert.ThrowsAsync<ArgumentException>(() => kit.StopReplicaAsync("replica-0"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_replica_can_be_stopped_and_another_one_begins_where_it_was()
    {
        await using var kit = await StartAsync(1);
        await kit.CreateAsync(Widget.Named("one"));
        await kit.WaitForAsync<Widget>("default", "one", static one => one.Status?.Shown == "hello");
        await kit.StopReplicaAsync("replica-0");
        Assert.Empty(kit.Replicas);
        await kit.ChangeAsync<Widget>("default", "one", static one => one.Spec.Text = "bye");
        await kit.StartReplicaAsync();
        await kit.WaitForAsync<Widget>("default", "one", static one => one.Status?.Shown == "bye");
    }

    [Fact]
    public async Task An_operator_that_runs_by_itself_is_no_fleet()
    {
        await using var kit = await Widget.StartKitAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => kit.StartReplicaAsync());
        Assert.Empty(kit.Replicas);
    }

    private Task<OperatorTestKit> StartAsync(int replicas) => OperatorTestKit.StartFleetAsync(replicas, builder =>
    {
        var number = $"{_replicas++}";
        builder.Services.AddSingleton(new Noting(name => _reconciledBy[name] = number));
        builder.Add<Widget, Noting>(Widget.Configure);
    }, TestDefinition.Of<Widget>());

    private async Task ChangeAsync(OperatorTestKit kit, string text)
    {
        for (var i = 0; i < Widgets; i++) await kit.ChangeAsync<Widget>("default", $"w{i}", one => one.Spec.Text = text);
        await WhenShownAsync(kit, text);
    }

    private static async Task WhenShownAsync(OperatorTestKit kit, string text)
    {
        for (var i = 0; i < Widgets; i++) await kit.WaitForAsync<Widget>("default", $"w{i}", one => one.Status?.Shown == text);
    }

    /// <summary>Whose the shards are, as people see it.</summary>
    private static async Task<IEnumerable<string>> OwnersAsync(OperatorTestKit kit)
    {
        var map = await kit.FindAsync<V1ConfigMap>("default", "operator-shards");
        return map!.Data!["map"].Split('\n').Where(static line => line.Length > 0 && char.IsAsciiDigit(line[0])).Select(static line => line.Split(' ', '_')[1]).Distinct().Order(StringComparer.Ordinal);
    }

    private string[] Workers() => [.. _reconciledBy.Values.Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Notes who has reconciled an object last.</summary>
    private sealed class Noting(Action<string> note) : IReconciler<Widget>, IFinalizer<Widget>
    {
        private readonly WidgetReconciler _reconciler = new();

        public Task<Outcome> ReconcileAsync(ReconcileContext<Widget> context, CancellationToken cancellation)
        {
            note(context.Object.Metadata.Name!);
            return _reconciler.ReconcileAsync(context, cancellation);
        }

        public Task<Outcome> FinalizeAsync(ReconcileContext<Widget> context, CancellationToken cancellation) => _reconciler.FinalizeAsync(context, cancellation);
    }
}
