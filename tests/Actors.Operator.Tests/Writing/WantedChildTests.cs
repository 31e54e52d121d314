using System.Text;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Writing;

namespace Actors.Operators.Tests.Writing;

public sealed class WantedChildTests
{
    private static readonly KubernetesObject Owner = Parse("""
        {"apiVersion":"test.example.com/v1","kind":"Gadget","metadata":{"name":"one","namespace":"default","uid":"u-1"}}
        """);

    private static readonly KubernetesEntity OwnerKind = KubernetesEntity.Of<Gadget>();

    public static TheoryData<string, IKubernetesObject, string> Bad => new()
    {
        { "no name", new V1ConfigMap(), "A ConfigMap without a name cannot be applied: give it a name that follows from Gadget default/one" },
        {
            "another namespace", new V1ConfigMap { Metadata = { Name = "c", Namespace = "other" } },
            "ConfigMap other/c cannot belong to Gadget default/one: an owner is in the same namespace"
        },
        { "the whole cluster", new V1Namespace { Metadata = { Name = "n" } }, "Namespace n is of the whole cluster and cannot belong to Gadget default/one" },
        {
            "another controller",
            new V1ConfigMap { Metadata = { Name = "c", OwnerReferences = [new V1OwnerReference { Kind = "Job", Name = "j", Uid = "u-9", Controller = true }] } },
            "ConfigMap c has another controller already (Job j)"
        },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_cannot_be_a_child_is_refused_with_the_reason(string what, IKubernetesObject wanted, string expected)
    {
        var failure = Assert.Throws<ArgumentException>(() => WantedChild.Of(wanted, KubernetesEntity.Of(wanted.GetType()), Owner, OwnerKind));
        Assert.True(failure.Message.Contains(expected, StringComparison.Ordinal), $"{what}: {failure.Message}");
    }

    [Fact]
    public void It_gets_kind_namespace_and_owner_and_keeps_other_owners()
    {
        var wanted = new V1ConfigMap
        {
            ApiVersion = null,
            Metadata = { Name = "c", OwnerReferences = [new V1OwnerReference { ApiVersion = "v1", Kind = "Pod", Name = "p", Uid = "u-2" }] },
            Data = new Dictionary<string, string> { ["a"] = "1" },
        };
        var child = WantedChild.Of(wanted, KubernetesEntity.Of<V1ConfigMap>(), Owner, OwnerKind);
        Assert.Equal(
            """
            {"metadata":{"name":"c","ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"p","uid":"u-2"},{"apiVersion":"test.example.com/v1","kind":"Gadget","name":"one","uid":"u-1","controller":true,"blockOwnerDeletion":true}],"namespace":"default"},"data":{"a":"1"},"apiVersion":"v1","kind":"ConfigMap"}
            """.Trim(),
            Sorted(child));
        Assert.Equal("default", child.Namespace);
        Assert.Equal("u-1", child.Controller?.Uid);
    }

    private static string Sorted(KubernetesObject child)
    {
        // Where the kind is among the members does not matter.
        var json = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(child.Json.Span)!;
        foreach (var name in new[] { "apiVersion", "kind" })
        {
            var value = (string?)json[name];
            json.Remove(name);
            json[name] = value;
        }

        return json.ToJsonString();
    }

    private static KubernetesObject Parse(string json) => KubernetesObject.Parse(Encoding.UTF8.GetBytes(json.Trim()));
}
