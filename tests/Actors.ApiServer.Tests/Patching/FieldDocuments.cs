namespace Actors.ApiServer.Patching.Tests;

/// <summary>A type with a field of every sort.</summary>
internal static class FieldDocuments
{
    public const string Schema = """
        {
          "type": "object",
          "properties": {
            "text": { "type": "string" },
            "number": { "type": "number" },
            "any": { "x-kubernetes-int-or-string": true },
            "free": { "type": "object", "x-kubernetes-preserve-unknown-fields": true },
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            "record": { "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "object", "properties": { "c": { "type": "boolean" } } } } },
            "atomicMap": { "type": "object", "x-kubernetes-map-type": "atomic", "additionalProperties": { "type": "string" } },
            "atomicList": { "type": "array", "items": { "type": "string" } },
            "set": { "type": "array", "x-kubernetes-list-type": "set", "items": { "type": "string" } },
            "ports": {
              "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["port", "protocol"],
              "items": { "type": "object", "properties": {
                "port": { "type": "integer" }, "protocol": { "type": "string", "default": "TCP" }, "name": { "type": "string" }
              } }
            },
            "items": {
              "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
              "items": { "type": "object", "properties": {
                "name": { "type": "string" }, "value": { "type": "string" }, "set": { "type": "array", "x-kubernetes-list-type": "set", "items": { "type": "integer" } }
              } }
            }
          }
        }
        """;

    public static FieldType Type { get; } = FieldType.OfKind(SchemaReader.Read(Schema));
}
