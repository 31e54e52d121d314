using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>
/// Takes out of a value what its schema does not know, and nulls it neither allows nor has a default for. Of resources, embedded ones included, apiVersion,
/// kind and metadata stay.
/// </summary>
internal sealed class Pruner
{
    private readonly List<string>? _unknown;
    private readonly bool _keepsNulls;
    private ValuePath _path = new();

    private Pruner(List<string>? unknown, bool keepsNulls)
    {
        _unknown = unknown;
        _keepsNulls = keepsNulls;
    }

    /// <summary>Prunes a value in place.</summary>
    /// <param name="schema">What is known.</param>
    /// <param name="value">The value.</param>
    /// <param name="isResource">Whether the value itself is a resource with metadata.</param>
    /// <param name="unknown">Takes the paths of the fields that are dropped, in the order they are met; null if nobody wants to know.</param>
    /// <param name="keepsNulls">Whether nulls stay that the schema does not allow.</param>
    public static void Prune(CompiledSchema schema, JsonNode? value, bool isResource, List<string>? unknown = null, bool keepsNulls = false)
    {
        var pruner = new Pruner(unknown, keepsNulls);
        if (value is JsonObject map && !schema.PreservesUnknownFields) pruner.PruneMembers(map, schema, isResource || schema.IsEmbeddedResource);
        else if (schema.PreservesUnknownFields) pruner.PruneKnown(value, schema, isResource);
        else pruner.PruneAll(value, schema);
    }

    private static bool IsMetadata(string name) => name is "apiVersion" or "kind" or "metadata";

    private bool IsDropped(JsonNode? value, CompiledSchema schema) => value is null && !_keepsNulls && !schema.IsNullable && schema.Default is null;

    private void PruneAll(JsonNode? value, CompiledSchema? schema)
    {
        switch (value)
        {
            case JsonObject or JsonArray when schema is { PreservesUnknownFields: true }:
                PruneKnown(value, schema, isResource: false);
                break;
            case JsonObject map:
                PruneMembers(map, schema, schema is { IsEmbeddedResource: true });
                break;
            case JsonArray list:
                for (var at = 0; at < list.Count; at++)
                {
                    _path.Enter(at);
                    PruneAll(list[at], schema?.Items);
                    _path.Leave();
                }

                break;
        }
    }

    private void PruneMembers(JsonObject map, CompiledSchema? schema, bool isResource)
    {
        for (var at = 0; at < map.Count; at++)
        {
            var (name, member) = map.GetAt(at);
            if (isResource && IsMetadata(name)) continue;
            var known = schema is null ? null : schema.Properties.GetValueOrDefault(name) ?? schema.AdditionalProperties;
            if (known is null)
            {
                Report(name);
                map.RemoveAt(at--);
            }
            else if (IsDropped(member, known))
            {
                map.RemoveAt(at--);
            }
            else if (member is JsonObject or JsonArray)
            {
                _path.Enter(name);
                PruneAll(member, known);
                _path.Leave();
            }
        }
    }

    /// <summary>Where unknown fields stay, the known ones are pruned all the same.</summary>
    private void PruneKnown(JsonNode? value, CompiledSchema schema, bool isResource)
    {
        switch (value)
        {
            case JsonObject map:
                for (var at = 0; at < map.Count; at++)
                {
                    var (name, member) = map.GetAt(at);
                    if ((isResource || schema.IsEmbeddedResource) && IsMetadata(name)) continue;
                    var known = schema.Properties.GetValueOrDefault(name) ?? schema.AdditionalProperties;
                    if (known is null) continue;
                    if (IsDropped(member, known))
                    {
                        map.RemoveAt(at--);
                        continue;
                    }

                    _path.Enter(name);
                    PruneAll(member, known);
                    _path.Leave();
                }

                break;
            case JsonArray list when schema.Items is { } items:
                for (var at = 0; at < list.Count; at++)
                {
                    _path.Enter(at);
                    PruneKnown(list[at], items, isResource: false);
                    _path.Leave();
                }

                break;
        }
    }

    private void Report(string name)
    {
        if (_unknown is null) return;
        if (_path.Depth == 0 && IsMetadata(name)) return;
        _path.Enter(name);
        _unknown.Add(_path.ToString());
        _path.Leave();
    }
}
