using Actors.Kubernetes.Models;

namespace Actors.Testing.Tests;

public sealed class YamlTextTests
{
    [Fact]
    public void An_object_is_as_people_read_it()
    {
        var map = new V1ConfigMap
        {
            Metadata = new V1ObjectMeta { Name = "one", Generation = 3, ManagedFields = [new V1ManagedFieldsEntry { Manager = "me" }], Finalizers = ["a", "b"] },
            Data = new Dictionary<string, string> { ["yes"] = "true", ["number"] = "12", ["text"] = "some text" },
            Immutable = true,
        };
        Assert.Equal(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: one
              finalizers:
              - a
              - b
              generation: 3
            data:
              yes: "true"
              number: "12"
              text: some text
            immutable: true
            """,
            YamlText.Of(map).ReplaceLineEndings("\n"));
    }
}
