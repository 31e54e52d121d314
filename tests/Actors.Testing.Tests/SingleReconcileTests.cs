using Actors.Kubernetes.Models;
using Actors.Operators;

namespace Actors.Testing.Tests;

public sealed class SingleReconcileTests
{
    [Fact]
    public async Task One_reconcile_is_all_that_happens()
    {
        await using var run = await OperatorTestKit.ReconcileOnceAsync(new WidgetReconciler(), Widget.Named("one"), Widget.Configure);
        Assert.Same(Outcome.Done, run.Outcome);
        Assert.Null(run.Failure);
        Assert.Equal(new WidgetStatus { Shown = "hello", Parts = 0 }, run.Subject!.Status);
        Assert.Equal("hello", (await run.Kit.FindAsync<V1ConfigMap>("default", "one"))!.Data!["text"]);
        Assert.Equal(["widgets", "configmaps", "widgets/status"], run.Writes.Select(static one => one.Resource));
    }

    [Fact]
    public async Task Objects_are_as_given()
    {
        var widget = Widget.Named("one");
        widget.Status = new WidgetStatus { Shown = "before" };
        await using var run = await OperatorTestKit.ReconcileOnceAsync(
            new Looking(), widget, Widget.Configure, children: [new V1ConfigMap { Metadata = { Name = "child" } }], others: [new V1Secret { Metadata = { Name = "other" } }]);
        Assert.Null(run.Failure);
        Assert.NotNull(run.Outcome);
        Assert.Empty(run.Writes);
    }

    [Fact]
    public async Task What_it_throws_is_told()
    {
        await using var run = await OperatorTestKit.ReconcileOnceAsync(new WidgetReconciler(), Widget.Named("one", "fail"), Widget.Configure);
        Assert.Null(run.Outcome);
        Assert.Equal("as it was told to", Assert.IsType<InvalidOperationException>(run.Failure).Message);
    }

    [Fact]
    public async Task What_is_being_deleted_is_finalized()
    {
        var widget = Widget.Named("one");
        widget.Metadata.DeletionTimestamp = DateTimeOffset.UnixEpoch;
        await using var run = await OperatorTestKit.ReconcileOnceAsync(new WidgetReconciler(), widget, Widget.Configure, children: [new V1ConfigMap { Metadata = { Name = "one" } }]);
        Assert.Same(Outcome.Done, run.Outcome);
        Assert.Null(await run.Kit.FindAsync<V1ConfigMap>("default", "one"));
    }

    private sealed class Looking : IReconciler<Widget>
    {
        public async Task<Outcome> ReconcileAsync(ReconcileContext<Widget> context, CancellationToken cancellation)
        {
            Assert.Equal("before", context.Object.Status!.Shown);
            Assert.NotNull(context.Child<V1ConfigMap>("child"));
            Assert.NotNull(await context.Client.Resource<V1Secret>().InNamespace("default").FindAsync("other", cancellation));
            return Outcome.RequeueAfter(TimeSpan.FromSeconds(5));
        }
    }
}
