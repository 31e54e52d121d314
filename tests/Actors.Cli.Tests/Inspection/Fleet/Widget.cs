using Actors.Kubernetes.Models;
using Actors.Operators;

namespace Actors.Cli.Tests.Inspection.Fleet;

/// <summary>A kind for tests.</summary>
[KubernetesEntity(Group = "test.example.com", Version = "v1", Kind = "Widget", Plural = "widgets")]
public sealed class Widget : CustomResource<WidgetSpec, WidgetStatus>;

public sealed record WidgetSpec
{
    public int Size { get; set; }
}

public sealed record WidgetStatus
{
    public int Seen { get; set; }
}

/// <summary>Fails for what is smaller than nothing.</summary>
public sealed class WidgetReconciler : IReconciler<Widget>
{
    public Task<Outcome> ReconcileAsync(ReconcileContext<Widget> context, CancellationToken cancellation) =>
        context.Object.Spec.Size < 0 ? throw new InvalidOperationException("no widget is smaller than nothing") : Task.FromResult(Outcome.Done);
}
