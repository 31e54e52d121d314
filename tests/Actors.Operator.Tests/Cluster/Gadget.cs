using Actors.Kubernetes.Models;

namespace Actors.Operators.Tests;

/// <summary>A kind for tests.</summary>
[KubernetesEntity(Group = "test.example.com", Version = "v1", Kind = "Gadget", Plural = "gadgets")]
public sealed class Gadget : CustomResource<GadgetSpec, GadgetStatus>
{
    public const string Definition = """
        {
          "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "gadgets.test.example.com"},
          "spec": {
            "group": "test.example.com", "scope": "Namespaced", "names": {"kind": "Gadget", "plural": "gadgets", "singular": "gadget"},
            "versions": [{
              "name": "v1", "served": true, "storage": true, "subresources": {"status": {}},
              "schema": {"openAPIV3Schema": {
                "type": "object", "x-kubernetes-preserve-unknown-fields": true,
                "properties": {
                  "spec": {"type": "object", "x-kubernetes-preserve-unknown-fields": true},
                  "status": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}}
            }]
          }
        }
        """;
}

public sealed class GadgetSpec : KubernetesModel
{
    public int Size { get; set; }

    public string? Secret { get; set; }
}

public sealed class GadgetStatus : KubernetesModel
{
    public string? Phase { get; set; }

    public int Seen { get; set; }

    public IList<V1Condition> Conditions { get; set; } = [];
}
