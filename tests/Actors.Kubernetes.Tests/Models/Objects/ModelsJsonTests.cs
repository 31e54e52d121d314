using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Kubernetes.Models.Tests;

/// <summary>Models are known to the compiler; an author's own types are not, and work all the same.</summary>
public sealed class ModelsJsonTests
{
    public static TheoryData<Type> Models => [.. typeof(KubernetesModel).Assembly.GetExportedTypes().Where(static type => type is { IsAbstract: false, IsGenericType: false } && type.IsAssignableTo(typeof(KubernetesModel)))];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_is_known_with_all_its_members(Type model)
    {
        var known = ModelsJson.Default.GetTypeInfo(model);
        Assert.True(known is not null, $"{model.Name} is found out about by reflection: name it, or what has it, in {nameof(ModelsJson)}");
        var reflected = new DefaultJsonTypeInfoResolver().GetTypeInfo(model, new JsonSerializerOptions());
        Assert.Equal(reflected.Properties.Select(static one => one.Name), known.Properties.Select(static one => one.Name));
    }

    [Fact]
    public void What_is_not_known_is_read_and_written_all_the_same()
    {
        Assert.Null(ModelsJson.Default.GetTypeInfo(typeof(Database)));
        var read = KubernetesJson.Deserialize<Database>("""{"metadata":{"name":"a"},"spec":{"replicas":3}}""");
        Assert.Equal("a", read.Metadata.Name);
    }
}
