using Actors.Kubernetes.Models;
using Actors.Operators;

namespace Actors.Benchmarks.Inspection;

/// <summary>A kind whose objects are only looked at.</summary>
[KubernetesEntity(Group = "bench.example.com", Version = "v1", Kind = "Widget", Plural = "widgets")]
public sealed class Widget : CustomResource<WidgetSpec, KubernetesModel>
{
    internal const string Definition = """
        {
          "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "widgets.bench.example.com"},
          "spec": {
            "group": "bench.example.com", "scope": "Namespaced", "names": {"kind": "Widget", "plural": "widgets", "singular": "widget"},
            "versions": [{"name": "v1", "served": true, "storage": true, "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}]
          }
        }
        """;
}

/// <summary>What is wanted of a widget.</summary>
public sealed class WidgetSpec : KubernetesModel
{
    public int Size { get; set; }
}

/// <summary>Finds every widget in order.</summary>
public sealed class WidgetReconciler : IReconciler<Widget>
{
    private static readonly Task<Outcome> Done = Task.FromResult(Outcome.Done);

    public Task<Outcome> ReconcileAsync(ReconcileContext<Widget> context, CancellationToken cancellation) => Done;
}
