using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.OpenApi;

/// <summary>Collects the types of a document, each once, with all they refer to.</summary>
internal sealed class OpenApiComponents
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1";
    private readonly SortedDictionary<string, JsonObject> _types = new(StringComparer.Ordinal);
    private readonly SchemaBuilder _schemas = new();

    /// <summary>Adds a kind, the list of its objects, and what all requests need.</summary>
    public void Add(ResourceKind kind, JsonObject? schema)
    {
        var name = OpenApiNames.Of(kind);
        var type = schema is not null ? Custom(schema) : kind.IsCustom ? Custom(OpenApiSchema.Of(kind.Schema, Reference)) : Named(kind.Schema);
        if (kind.Description.Length > 0) type["description"] ??= kind.Description;
        type["x-kubernetes-group-version-kind"] = GroupVersionKinds(kind, kind.Kind);
        _types[name] = type;
        if (kind.HasVerb("list")) _types[OpenApiNames.ListOf(kind)] = List(kind, name);
        foreach (var needed in (ReadOnlySpan<string>)["Status", "DeleteOptions"]) Reference(_schemas.Of(BuiltInKinds.Type("meta", needed)));
        _types[$"{Meta}.Patch"] = new JsonObject { ["type"] = "object", ["description"] = "The body of a patch" };
        foreach (var sub in kind.Subresources.Where(sub => sub.Kind != kind.Kind))
        {
            var (group, version) = sub.Version.Length == 0 ? (kind.Group, kind.Version) : (sub.Group, sub.Version);
            if (BuiltInKinds.FindType(group, version, sub.Kind) is { } spoken) Reference(_schemas.Of(spoken));
        }
    }

    public JsonObject ToJson() => new(_types.Select(static one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));

    /// <summary>The path of a type's description, which is added if it is not there yet; null for a type without a name.</summary>
    private string? Reference(Schema schema)
    {
        if (schema.Definition is not { } name) return null;
        if (!_types.ContainsKey(name))
        {
            // Before what it refers to, which may be itself.
            _types[name] = [];
            _types[name] = Named(schema);
        }

        return OpenApiNames.Reference(name);
    }

    private JsonObject Named(Schema schema) => OpenApiSchema.OfDefinition(schema, Reference);

    /// <summary>The type of a custom kind: what its definition says, with the fields all objects have.</summary>
    private JsonObject Custom(JsonObject schema)
    {
        var type = schema.DeepClone().AsObject();
        if (type["properties"] is not JsonObject properties) type["properties"] = properties = [];
        properties["apiVersion"] = new JsonObject { ["type"] = "string", ["description"] = "The group and version of the object" };
        properties["kind"] = new JsonObject { ["type"] = "string", ["description"] = "The kind of the object" };
        properties["metadata"] = OpenApiSchema.Referring(Reference(_schemas.Of(BuiltInKinds.Type("meta", "ObjectMeta")))!, "Standard object's metadata");
        return type;
    }

    private JsonObject List(ResourceKind kind, string name) => new()
    {
        ["type"] = "object",
        ["description"] = $"A list of {kind.Plural}",
        ["required"] = new JsonArray("items"),
        ["properties"] = new JsonObject
        {
            ["apiVersion"] = new JsonObject { ["type"] = "string" },
            ["items"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["$ref"] = OpenApiNames.Reference(name) } },
            ["kind"] = new JsonObject { ["type"] = "string" },
            ["metadata"] = OpenApiSchema.Referring(Reference(_schemas.Of(BuiltInKinds.Type("meta", "ListMeta")))!, "Standard list metadata"),
        },
        ["x-kubernetes-group-version-kind"] = GroupVersionKinds(kind, kind.ListKind),
    };

    private static JsonArray GroupVersionKinds(ResourceKind kind, string name) =>
        [new JsonObject { ["group"] = kind.Group, ["kind"] = name, ["version"] = kind.Version }];
}
