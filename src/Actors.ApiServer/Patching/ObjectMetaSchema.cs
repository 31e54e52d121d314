using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Patching;

/// <summary>The metadata of every object, whatever the schema of its kind says of it: the ObjectMeta of meta/v1.</summary>
internal static class ObjectMetaSchema
{
    private static readonly Schema Text = new() { Type = SchemaType.String };
    private static readonly Schema Number = new() { Type = SchemaType.Integer };
    private static readonly Schema Time = new() { Type = SchemaType.String };
    private static readonly Schema TextMap = new() { Type = SchemaType.Object, AdditionalProperties = Text };

    private static readonly Schema OwnerReference = new()
    {
        Type = SchemaType.Object,
        IsAtomic = true,
        Properties = new Dictionary<string, Schema>
        {
            ["apiVersion"] = Text,
            ["kind"] = Text,
            ["name"] = Text,
            ["uid"] = Text,
            ["controller"] = new Schema { Type = SchemaType.Boolean },
            ["blockOwnerDeletion"] = new Schema { Type = SchemaType.Boolean },
        },
    };

    private static readonly Schema ManagedFieldsEntry = new()
    {
        Type = SchemaType.Object,
        Properties = new Dictionary<string, Schema>
        {
            ["manager"] = Text,
            ["operation"] = Text,
            ["apiVersion"] = Text,
            ["time"] = Time,
            ["fieldsType"] = Text,
            ["fieldsV1"] = new Schema { Type = SchemaType.Object },
            ["subresource"] = Text,
        },
    };

    /// <summary>What is known of it.</summary>
    public static Schema Value { get; } = new()
    {
        Type = SchemaType.Object,
        Properties = new Dictionary<string, Schema>
        {
            ["name"] = Text,
            ["generateName"] = Text,
            ["namespace"] = Text,
            ["selfLink"] = Text,
            ["uid"] = Text,
            ["resourceVersion"] = Text,
            ["generation"] = Number,
            ["creationTimestamp"] = Time,
            ["deletionTimestamp"] = Time,
            ["deletionGracePeriodSeconds"] = Number,
            ["labels"] = TextMap,
            ["annotations"] = TextMap,
            ["ownerReferences"] = new Schema
            {
                Type = SchemaType.Array,
                Items = OwnerReference,
                ListType = ListType.Map,
                ListMapKeys = ["uid"],
                PatchMerges = true,
                PatchMergeKey = "uid",
            },
            ["finalizers"] = new Schema { Type = SchemaType.Array, Items = Text, ListType = ListType.Set, PatchMerges = true },
            ["managedFields"] = new Schema { Type = SchemaType.Array, Items = ManagedFieldsEntry },
        },
    };
}
