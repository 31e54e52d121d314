using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>Makes schemas of types. There is one schema for each type, to which the schemas of fields refer, so that types may contain themselves.</summary>
internal sealed class SchemaBuilder
{
    /// <summary>A value nothing is known of is owned as a whole.</summary>
    private static readonly Schema Anything = Schema.Unknown with { IsAtomic = true };

    private readonly Dictionary<ObjectDefinition, (Schema Schema, Dictionary<string, Schema> Properties)> _objects = [];

    public Schema Of(ObjectDefinition type)
    {
        if (_objects.TryGetValue(type, out var known)) return known.Schema;
        var properties = new Dictionary<string, Schema>(StringComparer.Ordinal);
        var schema = new Schema
        {
            Type = SchemaType.Object,
            Definition = type.QualifiedName,
            Properties = properties,
            Required = [.. type.Fields.Where(static field => field.IsRequired).Select(static field => field.Name)],
            IsAtomic = type.IsAtomic,
        };
        _objects[type] = (schema, properties);
        foreach (var field in type.Fields) properties[field.Name] = Of(field);
        return schema;
    }

    private Schema Of(FieldDefinition field)
    {
        var schema = Of(field.Type);
        return schema with
        {
            Default = field.Default,
            Constraints = Constraints(field, schema.Constraints),
            ListType = field.ListType,
            ListMapKeys = field.ListMapKeys,
            IsAtomic = schema.IsAtomic || field.IsAtomic,
            PatchMerges = field.PatchMerges,
            PatchMergeKey = field.PatchMergeKey,
            PatchRetainsKeys = field.PatchRetainsKeys,
        };
    }

    private Schema Of(ValueType type) => type switch
    {
        { Alternative: not null } => Anything,
        { Kind: ValueKind.Object } => Of(type.Object!),
        { Kind: ValueKind.List } => new Schema { Type = SchemaType.Array, Items = Of(type.Element!) },
        { Kind: ValueKind.Map } => new Schema { Type = SchemaType.Object, AdditionalProperties = Of(type.Element!) },
        _ => Scalar(type.Kind),
    };

    private static Schema Scalar(ValueKind kind) => kind switch
    {
        ValueKind.Text or ValueKind.Duration => new Schema { Type = SchemaType.String },
        ValueKind.Quantity => new Schema { Type = SchemaType.String, Definition = "io.k8s.apimachinery.pkg.api.resource.Quantity" },
        ValueKind.Int32 => Formatted(SchemaType.Integer, "int32"),
        ValueKind.Int64 => Formatted(SchemaType.Integer, "int64"),
        ValueKind.Float => Formatted(SchemaType.Number, "double"),
        ValueKind.Flag => new Schema { Type = SchemaType.Boolean },
        ValueKind.Bytes => Formatted(SchemaType.String, "byte"),
        ValueKind.Time => Formatted(SchemaType.String, "date-time") with { Definition = "io.k8s.apimachinery.pkg.apis.meta.v1.Time" },
        ValueKind.MicroTime => Formatted(SchemaType.String, "date-time") with { Definition = "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime" },
        ValueKind.IntOrString => new Schema { Type = SchemaType.IntOrString, Definition = "io.k8s.apimachinery.pkg.util.intstr.IntOrString" },
        ValueKind.OwnedFields => Schema.Unknown with { Type = SchemaType.Object, Definition = "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1" },
        ValueKind.RawObject => Schema.Unknown with
        {
            Type = SchemaType.Object,
            Definition = "io.k8s.apimachinery.pkg.runtime.RawExtension",
            IsAtomic = true,
        },
        _ => Anything,
    };

    private static Schema Formatted(SchemaType type, string format) => new() { Type = type, Constraints = new SchemaConstraints { Format = format } };

    /// <summary>The texts allowed of a list are those of its items, which the rules of the field check.</summary>
    private static SchemaConstraints? Constraints(FieldDefinition field, SchemaConstraints? constraints)
    {
        if (field.Rules.Values is not { } values || field.Type.Kind != ValueKind.Text) return constraints;
        var allowed = values.Order(StringComparer.Ordinal).Select(static value => (JsonNode?)JsonValue.Create(value));
        return (constraints ?? new SchemaConstraints()) with { Enum = [.. allowed] };
    }
}
