using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>
/// The annotation in which <c>kubectl apply</c> keeps what it applied by itself, before the server did it. Who goes over to server-side apply as the same
/// manager does not clash with what is in it, and it is kept up to date for who goes back.
/// </summary>
internal static class LastApplied
{
    /// <summary>The manager for whom all this is done.</summary>
    public const string Manager = "kubectl";

    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    private const int MaxAnnotations = 256 * 1024;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The conflicts that remain: those about fields which are not as they were last applied.</summary>
    public static IReadOnlyList<ApplyConflict> Unresolved(IReadOnlyList<ApplyConflict> conflicts, JsonObject? live, string apiVersion, FieldType type)
    {
        if (live is null || Read(live) is not { } last || last["apiVersion"]?.ToString() != apiVersion) return conflicts;
        if (FieldValidator.Validate(last, type, allowsDuplicates: false) is not null) return conflicts;
        var comparison = FieldComparer.Compare(last, live, type, FieldSet.Empty);
        var unchanged = FieldExtraction.Extract(last, type).Difference(comparison.Changed).Difference(comparison.Removed);
        return [.. conflicts.Select(conflict => conflict with { Fields = conflict.Fields.Difference(unchanged) }).Where(conflict => !conflict.Fields.IsEmpty)];
    }

    /// <summary>Brings the annotation of an object that has it up to date.</summary>
    public static void Refresh(JsonObject value, JsonObject applied)
    {
        if (Annotations(value) is not { } annotations || annotations[Annotation] is not JsonValue) return;
        var configuration = applied.DeepClone().AsObject();
        Annotations(configuration)?.Remove(Annotation);
        annotations[Annotation] = Serialize(configuration);
        var size = annotations.Sum(annotation => Encoding.UTF8.GetByteCount(annotation.Key) + Encoding.UTF8.GetByteCount(annotation.Value?.ToString() ?? ""));
        if (size > MaxAnnotations) annotations.Remove(Annotation);
    }

    private static JsonObject? Annotations(JsonObject value) => (value["metadata"] as JsonObject)?["annotations"] as JsonObject;

    private static JsonObject? Read(JsonObject live)
    {
        if (Annotations(live)?[Annotation]?.ToString() is not { Length: > 0 } text) return null;
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Serialize(JsonObject value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Relaxed)) Write(writer, value);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }
}
