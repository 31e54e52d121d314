using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Tests.Kinds;

/// <summary>Takes objects the way a request to write them does, without a server.</summary>
internal static class Written
{
    private static readonly IReadOnlyList<ResourceKind> Kinds = BuiltInKinds.For(new ClusterAddresses());

    public static ResourceKind KindOf(JsonObject value) => Kinds.First(kind => kind.Kind == value["kind"]!.GetValue<string>() && kind.ApiVersion == value["apiVersion"]!.GetValue<string>());

    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    public static JsonObject Decoded(string text)
    {
        var value = Json(text);
        KindOf(value).Rules.Decode(value);
        return value;
    }

    public static JsonObject Created(string text)
    {
        var value = Decoded(text);
        KindOf(value).Rules.PrepareForCreate(value);
        return value;
    }

    /// <summary>What is wrong with a new object.</summary>
    public static IReadOnlyList<FieldError> Errors(string text)
    {
        var value = Created(text);
        return KindOf(value).Rules.Validate(value, null);
    }

    /// <summary>What is wrong with the change of an object.</summary>
    public static IReadOnlyList<FieldError> Errors(JsonObject old, JsonObject changed)
    {
        var rules = KindOf(old).Rules;
        rules.Decode(changed);
        rules.PrepareForUpdate(changed, old);
        return rules.Validate(changed, old);
    }

    /// <summary>The values of some paths, such as <c>spec.ports.0.port</c>, each as JSON.</summary>
    public static string At(JsonNode? value, string path)
    {
        foreach (var step in path.Split('.'))
            value = value is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : value?[step];
        return value?.ToJsonString() ?? "null";
    }
}
