using Actors.Kubernetes.Models;
using Actors.Operators;

namespace Actors.Testing.Tests;

/// <summary>A kind whose operator makes a ConfigMap with its text.</summary>
[KubernetesEntity(Group = "test.example.com", Version = "v1", Kind = "Widget", Plural = "widgets")]
public sealed class Widget : CustomResource<WidgetSpec, WidgetStatus>
{
    public static Widget Named(string name, string text = "hello") => new() { Metadata = new V1ObjectMeta { Name = name, Namespace = "default" }, Spec = new WidgetSpec { Text = text } };

    public static Task<OperatorTestKit> StartKitAsync(OperatorTestKitOptions? options = null) => OperatorTestKit.StartAsync(
        static builder => builder.Add<Widget, WidgetReconciler>(Configure), (options ?? new OperatorTestKitOptions()) with { Definitions = [TestDefinition.Of<Widget>()] });

    public static void Configure(ControllerOptions<Widget> options) => options.Owns<V1ConfigMap>();
}

public sealed record WidgetSpec
{
    public string Text { get; set; } = "";
}

public sealed record WidgetStatus
{
    public string? Shown { get; set; }

    public int Parts { get; set; }
}

public sealed class WidgetReconciler(TimeProvider? time = null) : IReconciler<Widget>, IFinalizer<Widget>
{
    /// <summary>The text of a widget that shows the time of its last reconcile, which comes every minute.</summary>
    public const string Later = "later";

    public async Task<Outcome> ReconcileAsync(ReconcileContext<Widget> context, CancellationToken cancellation)
    {
        if (context.Object.Spec.Text == "fail") throw new InvalidOperationException("as it was told to");
        var parts = context.Children<V1ConfigMap>().Count;
        await context.ApplyAsync(
            new V1ConfigMap
            {
                Metadata = new V1ObjectMeta { Name = context.Object.Metadata.Name },
                Data = new Dictionary<string, string> { ["text"] = context.Object.Spec.Text },
            },
            cancellation);
        var shown = context.Object.Spec.Text == Later ? $"{(time ?? TimeProvider.System).GetUtcNow():HH:mm}" : context.Object.Spec.Text;
        await context.UpdateStatusAsync(widget => widget.Status = new WidgetStatus { Shown = shown, Parts = parts }, cancellation);
        context.Events.Normal("Shown", $"shows '{context.Object.Spec.Text}'");
        return context.Object.Spec.Text == Later ? Outcome.RequeueAfter(TimeSpan.FromMinutes(1)) : Outcome.Done;
    }

    public async Task<Outcome> FinalizeAsync(ReconcileContext<Widget> context, CancellationToken cancellation)
    {
        await context.DeleteAsync<V1ConfigMap>(context.Object.Metadata.Name!, cancellation);
        return Outcome.Done;
    }
}
