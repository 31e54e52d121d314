using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Operators.Tests.Authoring;

public sealed class ReconcileContextTests : IAsyncLifetime
{
    private TestCluster _cluster = null!;
    private TestRun _run = null!;
    private KubernetesObject _gadget;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync();
        _run = new TestRun(_cluster);
        await _cluster.CreateAsync("one");
        _gadget = await _cluster.HeldAsync<Gadget>("one");
    }

    public async Task DisposeAsync()
    {
        await _run.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task What_is_applied_is_created_as_a_child()
    {
        var ended = await _run.RunAsync(_gadget, [], async context =>
        {
            var applied = await context.ApplyAsync(Config("a"));
            Assert.Equal("a", applied.Data!["key"]);
            Assert.Equal("a", Assert.Single(context.Children<V1ConfigMap>()).Data!["key"]);
            Assert.Equal("config", context.Child<V1ConfigMap>("config")?.Metadata.Name);
        });
        var held = await _cluster.ConfigMaps.GetAsync("config");
        var owner = Assert.Single(held.Metadata.OwnerReferences!);
        Assert.Equal((_gadget.Uid, "Gadget", "test.example.com/v1", true, true), (owner.Uid, owner.Kind, owner.ApiVersion, owner.Controller, owner.BlockOwnerDeletion));
        Assert.Equal((TestRun.Manager, "Apply"), (held.Metadata.ManagedFields![0].Manager, held.Metadata.ManagedFields[0].Operation));
        var written = Assert.Single(ended.Written);
        Assert.Equal(await _cluster.HeldAsync<V1ConfigMap>("config"), written);
    }

    [Fact]
    public async Task What_was_applied_already_is_not_sent_again()
    {
        var child = Assert.Single((await _run.RunAsync(_gadget, [], context => context.ApplyAsync(Config("a")))).Written);

        // Whoever sends anything now fails.
        await _cluster.StopAsync();
        var ended = await _run.RunAsync(_gadget, [new Child(0, child)], async context =>
        {
            Assert.Equal("a", (await context.ApplyAsync(Config("a"))).Data!["key"]);
            await Assert.ThrowsAsync<HttpRequestException>(() => context.ApplyAsync(Config("b")));

            // What came of that one is not known.
            await Assert.ThrowsAsync<HttpRequestException>(() => context.ApplyAsync(Config("a")));
        });
        Assert.Empty(ended.Written);
    }

    [Fact]
    public async Task What_somebody_else_has_changed_is_applied_again()
    {
        await _run.RunAsync(_gadget, [], context => context.ApplyAsync(Config("a")));
        await _cluster.ConfigMaps.PatchAsync("config", Patch.Merge("""{"data":{"key":"changed","other":"x"}}"""));
        await _run.RunAsync(_gadget, [new Child(0, await _cluster.HeldAsync<V1ConfigMap>("config"))], context => context.ApplyAsync(Config("a")));
        var held = await _cluster.ConfigMaps.GetAsync("config");
        Assert.Equal(("a", "x"), (held.Data!["key"], held.Data["other"]));
    }

    [Fact]
    public async Task A_child_that_was_made_anew_is_applied_to_again()
    {
        await _run.RunAsync(_gadget, [], context => context.ApplyAsync(Config("a")));
        var old = await _cluster.ConfigMaps.GetAsync("config");
        await _cluster.ConfigMaps.DeleteAsync("config");
        old.Metadata = new V1ObjectMeta { Name = "config", Namespace = TestCluster.Namespace, OwnerReferences = old.Metadata.OwnerReferences };
        await _cluster.ConfigMaps.CreateAsync(old);
        await _run.RunAsync(_gadget, [new Child(0, await _cluster.HeldAsync<V1ConfigMap>("config"))], context => context.ApplyAsync(Config("a")));
        Assert.Contains((await _cluster.ConfigMaps.GetAsync("config")).Metadata.ManagedFields!, static one => one is { Manager: TestRun.Manager, Operation: "Apply" });
    }

    [Fact]
    public async Task A_field_that_is_not_wanted_any_more_is_given_up()
    {
        var child = Assert.Single((await _run.RunAsync(_gadget, [], context => context.ApplyAsync(Config("a", ("more", "1"))))).Written);
        await _run.RunAsync(_gadget, [new Child(0, child)], context => context.ApplyAsync(Config("a")));
        Assert.Equal(["key"], (await _cluster.ConfigMaps.GetAsync("config")).Data!.Keys);
    }

    [Fact]
    public async Task A_child_is_deleted_if_it_is_the_one_that_is_known()
    {
        var child = Assert.Single((await _run.RunAsync(_gadget, [], context => context.ApplyAsync(Config("a")))).Written);
        await _cluster.ConfigMaps.DeleteAsync("config");
        await _cluster.ConfigMaps.CreateAsync(new V1ConfigMap { Metadata = { Name = "config", Namespace = TestCluster.Namespace } });
        var ended = await _run.RunAsync(_gadget, [new Child(0, child)], async context =>
        {
            await context.DeleteAsync<V1ConfigMap>("config");
            Assert.Empty(context.Children<V1ConfigMap>());
            await context.DeleteAsync<V1ConfigMap>("config");
            await context.DeleteAsync<V1ConfigMap>("another");
        });
        Assert.Empty(ended.Written);
        var other = await _cluster.HeldAsync<V1ConfigMap>("config");
        Assert.NotEqual(child.Uid, other.Uid);
        await _run.RunAsync(_gadget, [new Child(0, other)], context => context.DeleteAsync<V1ConfigMap>("config"));
        Assert.Null(await _cluster.ConfigMaps.FindAsync("config"));
    }

    [Fact]
    public async Task Children_can_be_applied_side_by_side()
    {
        var ended = await _run.RunAsync(_gadget, [], async context =>
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(number => context.ApplyAsync(new V1ConfigMap { Metadata = { Name = $"config-{number}" } })));
            Assert.Equal(20, context.Children<V1ConfigMap>().Count);
        });
        Assert.Equal(20, ended.Written.Count);
        await _cluster.StopAsync();
        await _run.RunAsync(_gadget, [.. ended.Written.Select(static one => new Child(0, one))], context =>
            Task.WhenAll(Enumerable.Range(0, 20).Select(number => context.ApplyAsync(new V1ConfigMap { Metadata = { Name = $"config-{number}" } }))));
    }

    [Fact]
    public async Task A_child_that_does_not_fit_its_model_is_named()
    {
        var broken = KubernetesObject.Parse("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","namespace":"default","uid":"u-7"},"data":{"a":1}}"""u8);
        await _run.RunAsync(_gadget, [new Child(0, broken)], context =>
        {
            var failure = Assert.Throws<InvalidDataException>(() => context.Children<V1ConfigMap>());
            Assert.StartsWith("ConfigMap default/c cannot be read: ", failure.Message, StringComparison.Ordinal);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_kind_that_is_not_owned_has_no_children() => await _run.RunAsync(_gadget, [], async context =>
    {
        var failure = Assert.Throws<InvalidOperationException>(() => context.Children<V1Service>());
        Assert.Equal("The controller gadget does not own Service: say so with Owns<V1Service>()", failure.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.DeleteAsync<V1Service>("s"));
    });

    [Fact]
    public async Task The_status_is_written_and_nothing_else_and_later_writes_go_on_from_there()
    {
        var ended = await _run.RunAsync(_gadget, [], async context =>
        {
            context.Object.Spec.Size = 77;
            await context.UpdateStatusAsync(gadget =>
            {
                gadget.Spec.Size = 99;
                gadget.Status = new GadgetStatus { Phase = "Busy" };
                context.SetCondition(gadget.Status.Conditions, "Ready", false, "Busy", "it works on it");
            });
            Assert.Equal(("Busy", 1), (context.Object.Status!.Phase, context.Object.Spec.Size));
            await context.UpdateStatusAsync(static gadget => gadget.Status!.Phase = "Ready");
            await context.UpdateAsync(static gadget =>
            {
                gadget.Metadata.Labels = new Dictionary<string, string> { ["tier"] = "gold" };
                gadget.Status!.Phase = "not written";
            });
        });
        var held = await _cluster.Gadgets.GetAsync("one");
        Assert.Equal(("Ready", 0, 1, "gold"), (held.Status!.Phase, held.Status.Seen, held.Spec.Size, held.Metadata.Labels!["tier"]));
        var condition = Assert.Single(held.Status.Conditions);
        Assert.Equal(("Ready", "False", "Busy", 1L), (condition.Type, condition.Status, condition.Reason, condition.ObservedGeneration!.Value));
        Assert.Equal(3, ended.Written.Count);
        Assert.Equal(await _cluster.HeldAsync<Gadget>("one"), ended.Written[2]);
    }

    [Fact]
    public async Task A_status_that_is_as_wanted_is_not_sent()
    {
        await _run.RunAsync(_gadget, [], context => context.UpdateStatusAsync(static gadget => gadget.Status = new GadgetStatus { Phase = "Ready" }));
        var held = await _cluster.HeldAsync<Gadget>("one");
        await _cluster.StopAsync();
        await _run.RunAsync(held, [], async context =>
        {
            await context.UpdateStatusAsync(static gadget => gadget.Status!.Phase = "Ready");
            await context.UpdateAsync(static gadget => gadget.Spec.Size = 1);
            await Assert.ThrowsAsync<HttpRequestException>(() => context.UpdateStatusAsync(static gadget => gadget.Status!.Phase = "Other"));
        });
    }

    [Fact]
    public async Task An_object_that_somebody_else_has_changed_is_not_written_to()
    {
        await _cluster.Gadgets.PatchAsync("one", Patch.Merge("""{"spec":{"size":5}}"""));
        await _run.RunAsync(_gadget, [], async context =>
        {
            var failure = await Assert.ThrowsAsync<KubernetesException>(() => context.UpdateStatusAsync(static gadget => gadget.Status = new GadgetStatus { Phase = "Ready" }));
            Assert.True(failure.IsConflict);
        });
        Assert.Null((await _cluster.Gadgets.GetAsync("one")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_that_is_over_writes_nothing(bool isCancelled)
    {
        using var cancel = new CancellationTokenSource();
        var child = Assert.Single((await _run.RunAsync(_gadget, [], context => context.ApplyAsync(Config("a")))).Written);
        ReconcileContext<Gadget>? left = null;
        await _run.RunAsync(_gadget, [new Child(0, child)], async (context, writer) =>
        {
            left = context;
            if (isCancelled) await cancel.CancelAsync();
            else writer.Close();
            await Refuses(context);
        }, cancel.Token);
        await Refuses(left!);
        Assert.Equal(_gadget, await _cluster.HeldAsync<Gadget>("one"));
        Assert.Equal(child, await _cluster.HeldAsync<V1ConfigMap>("config"));

        static async Task Refuses(ReconcileContext<Gadget> context)
        {
            // Also what would have nothing to send.
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.ApplyAsync(Config("a")));
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.ApplyAsync(Config("b")));
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.DeleteAsync<V1ConfigMap>("config"));
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.UpdateAsync(static gadget => gadget.Spec.Size = 9));
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.UpdateStatusAsync(static _ => { }));
        }
    }

    private static V1ConfigMap Config(string value, params (string Key, string Value)[] more) => new()
    {
        Metadata = { Name = "config" },
        Data = more.Append(("key", value)).ToDictionary(static one => one.Item1, static one => one.Item2),
    };
}
