using System.Reflection;
using System.Text.Json;

namespace Actors.Kubernetes.Models.Tests;

/// <summary>Every property of every model is a field of the API, by name and type (api-fields.txt, from the types in kubernetes/api).</summary>
public sealed class ModelFieldsTests
{
    public static TheoryData<string> ModelNames => [.. ModelTypes.Select(type => type.Name)];

    private static IEnumerable<Type> ModelTypes =>
        from type in typeof(V1Pod).Assembly.GetTypes()
        where type.IsSubclassOf(typeof(KubernetesModel)) && type is { IsSealed: true, IsGenericType: false }
        orderby type.Name
        select type;

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void A_property_is_a_field_of_the_api(string name)
    {
        var api = Recorded.ApiFields[name];
        var model = ModelTypes.Single(type => type.Name == name);
        foreach (var property in KubernetesJson.Options.GetTypeInfo(model).Properties)
        {
            if (property.IsExtensionData || Header(model).Contains(property.Name)) continue;
            Assert.True(api.TryGetValue(property.Name, out var type), $"{name} has no field {property.Name} in the API");
            Assert.True(type == ApiTypeOf(property.PropertyType), $"{name}.{property.Name} is {type} in the API, not {ApiTypeOf(property.PropertyType)}");
        }
    }

    [Fact]
    public void Every_property_is_read_and_written()
    {
        foreach (var type in ModelTypes)
        {
            var filled = Sample(type, 2)!;
            var json = JsonSerializer.SerializeToElement(filled, type, KubernetesJson.Options);
            var properties = type.GetProperties().Where(property => property.Name != nameof(KubernetesModel.UnknownFields)).ToList();
            Assert.True(properties.Count == json.EnumerateObject().Count(), $"{type.Name} is written as {json}");
            var read = json.Deserialize(type, KubernetesJson.Options)!;
            Assert.Null(((KubernetesModel)read).UnknownFields);
            Assert.All(properties, property => Assert.NotNull(property.GetValue(read)));
            Assert.True(JsonElement.DeepEquals(json, JsonSerializer.SerializeToElement(read, type, KubernetesJson.Options)), $"{json}");
        }
    }

    [Fact]
    public void A_new_model_is_empty()
    {
        foreach (var type in ModelTypes)
        {
            var json = JsonSerializer.SerializeToElement(Activator.CreateInstance(type), type, KubernetesJson.Options);
            Assert.Equal(Header(type), json.EnumerateObject().Select(field => field.Name));
        }
    }

    /// <summary>What is written of every object of a type, whatever else it has.</summary>
    private static string[] Header(Type model) =>
        model.IsSubclassOf(typeof(KubernetesResource)) ? ["apiVersion", "kind", "metadata"]
        : model == typeof(V1Status) || model == typeof(V1DeleteOptions) ? ["apiVersion", "kind"]
        : [];

    private static string ApiTypeOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(byte[])) return "bytes";
        if (type.IsGenericType)
            return type.GetGenericTypeDefinition() == typeof(IList<>) ? $"list of {ApiTypeOf(type.GetGenericArguments()[0])}" : $"map of {ApiTypeOf(type.GetGenericArguments()[1])}";
        if (type == typeof(JsonElement)) return "any";
        if (type == typeof(double)) return "float64";
        if (type == typeof(bool)) return "bool";
        if (type == typeof(string) || type == typeof(int) || type == typeof(long)) return type.Name.ToLowerInvariant();
        return type.Name.Replace("CoreV1", "", StringComparison.Ordinal).Replace("EventsV1", "", StringComparison.Ordinal).Replace("V1", "", StringComparison.Ordinal);
    }

    /// <summary>A value of a type with everything in it set, down to a depth.</summary>
    private static object? Sample(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return "text";
        if (type == typeof(int)) return 7;
        if (type == typeof(long)) return 1L << 40;
        if (type == typeof(bool)) return true;
        if (type == typeof(double)) return 0.5;
        if (type == typeof(byte[])) return new byte[] { 0, 255 };
        if (type == typeof(Time)) return Time.Parse("2026-01-02T03:04:05Z");
        if (type == typeof(MicroTime)) return MicroTime.Parse("2026-01-02T03:04:05.678901Z");
        if (type == typeof(Quantity)) return Quantity.Parse("1Gi");
        if (type == typeof(IntOrString)) return new IntOrString("25%");
        if (type == typeof(JsonElement)) return JsonElement.Parse("""{"a":[1]}""");
        if (type == typeof(V1JSONSchemaPropsOrBool)) return new V1JSONSchemaPropsOrBool(true);
        if (type.IsGenericType)
        {
            var arguments = type.GetGenericArguments();
            var isList = arguments.Length == 1;
            var made = Activator.CreateInstance((isList ? typeof(List<>) : typeof(Dictionary<,>)).MakeGenericType(arguments))!;
            var item = Sample(arguments[^1], depth - 1);
            made.GetType().GetMethod("Add")!.Invoke(made, isList ? [item] : ["key", item]);
            return made;
        }

        var model = Activator.CreateInstance(type)!;
        if (depth <= 0) return model;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (property.Name != nameof(KubernetesModel.UnknownFields)) property.SetValue(model, Sample(property.PropertyType, depth - 1));
        return model;
    }
}
