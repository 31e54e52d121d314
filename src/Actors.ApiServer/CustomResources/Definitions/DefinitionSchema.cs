using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>The schema of CustomResourceDefinition itself.</summary>
internal static class DefinitionSchema
{
    private static readonly Schema Text = new() { Type = SchemaType.String };

    private static readonly Schema Flag = new() { Type = SchemaType.Boolean };

    private static readonly Schema Number = new() { Type = SchemaType.Number };

    private static readonly Schema Integer = new() { Type = SchemaType.Integer, Constraints = new SchemaConstraints { Format = "int64" } };

    private static readonly Schema Integer32 = new() { Type = SchemaType.Integer, Constraints = new SchemaConstraints { Format = "int32" } };

    private static readonly Schema Texts = ListOf(Text);

    public static readonly Schema Value = Make();

    public static readonly CompiledSchema Compiled = CompiledSchema.Of(Value);

    private static Schema Make()
    {
        var names = Object(
            "CustomResourceDefinitionNames", ("plural", Text), ("singular", Text), ("shortNames", Texts), ("kind", Text), ("listKind", Text), ("categories", Texts));
        var condition = Object(
            "CustomResourceDefinitionCondition", ("type", Text), ("status", Text), ("lastTransitionTime", Text), ("reason", Text), ("message", Text),
            ("observedGeneration", Integer));
        return Object(
            "CustomResourceDefinition",
            ("apiVersion", Text),
            ("kind", Text),
            ("metadata", Schema.Unknown with { Type = SchemaType.Object }),
            ("spec", Object(
                "CustomResourceDefinitionSpec", ("group", Text), ("names", names), ("scope", Text), ("versions", ListOf(Version())), ("conversion", Conversion()),
                ("preserveUnknownFields", Flag))),
            ("status", Object(
                "CustomResourceDefinitionStatus",
                ("conditions", ListOf(condition) with { ListType = ListType.Map, ListMapKeys = ["type"], IsNullable = true }),
                ("acceptedNames", names), ("storedVersions", Texts with { IsNullable = true }), ("observedGeneration", Integer))));
    }

    private static Schema Version()
    {
        var scale = Object("CustomResourceSubresourceScale", ("specReplicasPath", Text), ("statusReplicasPath", Text), ("labelSelectorPath", Text));
        var column = Object(
            "CustomResourceColumnDefinition", ("name", Text), ("type", Text), ("format", Text), ("description", Text), ("priority", Integer32), ("jsonPath", Text));
        return Object(
            "CustomResourceDefinitionVersion", ("name", Text), ("served", Flag), ("storage", Flag), ("deprecated", Flag), ("deprecationWarning", Text),
            ("schema", Object("CustomResourceValidation", ("openAPIV3Schema", SchemaProps()))),
            ("subresources", Object("CustomResourceSubresources", ("status", Object("CustomResourceSubresourceStatus")), ("scale", scale))),
            ("additionalPrinterColumns", ListOf(column)),
            ("selectableFields", ListOf(Object("SelectableField", ("jsonPath", Text)))));
    }

    private static Schema Conversion()
    {
        var service = Object("ServiceReference", ("namespace", Text), ("name", Text), ("path", Text), ("port", Integer32));
        var client = Object("WebhookClientConfig", ("url", Text), ("service", service), ("caBundle", Text));
        return Object(
            "CustomResourceConversion", ("strategy", Text),
            ("webhook", Object("WebhookConversion", ("clientConfig", client), ("conversionReviewVersions", Texts))));
    }

    /// <summary>A schema of schemas, which holds itself.</summary>
    private static Schema SchemaProps()
    {
        var properties = new Dictionary<string, Schema>(StringComparer.Ordinal);
        var schema = new Schema { Type = SchemaType.Object, TypeName = "JSONSchemaProps", Properties = properties };
        foreach (var name in new[]
        {
            "id", "$schema", "$ref", "description", "type", "format", "title", "pattern", "x-kubernetes-list-type", "x-kubernetes-map-type",
        })
        {
            properties[name] = Text;
        }

        foreach (var name in new[]
        {
            "exclusiveMaximum", "exclusiveMinimum", "uniqueItems", "nullable", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource",
            "x-kubernetes-int-or-string",
        })
        {
            properties[name] = Flag;
        }

        foreach (var name in new[] { "maximum", "minimum", "multipleOf" }) properties[name] = Number;
        foreach (var name in new[] { "maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties" }) properties[name] = Integer;
        foreach (var name in new[] { "required", "x-kubernetes-list-map-keys" }) properties[name] = Texts;
        foreach (var name in new[] { "allOf", "oneOf", "anyOf" }) properties[name] = ListOf(schema);
        foreach (var name in new[] { "properties", "patternProperties", "definitions" }) properties[name] = MapOf(schema);
        foreach (var name in new[] { "default", "example" }) properties[name] = Schema.Unknown;
        properties["enum"] = ListOf(Schema.Unknown);
        properties["not"] = schema;
        var orOther = new Schema { Properties = properties, Items = schema };
        properties["items"] = orOther;
        properties["additionalProperties"] = orOther;
        properties["additionalItems"] = orOther;
        properties["dependencies"] = MapOf(orOther);
        properties["externalDocs"] = Object("ExternalDocumentation", ("description", Text), ("url", Text));
        properties["x-kubernetes-validations"] = ListOf(Object(
            "ValidationRule", ("rule", Text), ("message", Text), ("messageExpression", Text), ("reason", Text), ("fieldPath", Text), ("optionalOldSelf", Flag)))
            with { ListType = ListType.Map, ListMapKeys = ["rule"], PatchMerges = true, PatchMergeKey = "rule" };
        return schema;
    }

    private static Schema Object(string type, params (string Name, Schema Schema)[] members) => new()
    {
        Type = SchemaType.Object,
        TypeName = type,
        Properties = members.ToDictionary(member => member.Name, member => member.Schema, StringComparer.Ordinal),
    };

    private static Schema ListOf(Schema items) => new() { Type = SchemaType.Array, Items = items };

    private static Schema MapOf(Schema values) => new() { Type = SchemaType.Object, AdditionalProperties = values };
}
