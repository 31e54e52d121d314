using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Management;

/// <summary>The management API as OpenAPI 3.1 describes it, made of the routes themselves and the types of their answers.</summary>
internal static class OpenApiDocument
{
    public static async Task WriteAsync(HttpContext http, RouteTable table)
    {
        http.Response.ContentType = "application/json";
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true })) Write(writer, table);
        await http.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), http.RequestAborted).ConfigureAwait(false);
    }

    public static void Write(Utf8JsonWriter writer, RouteTable table)
    {
        var schemas = new OpenApiSchemas();
        writer.WriteStartObject();
        writer.WriteString("openapi", "3.1.0");
        writer.WriteStartObject("info");
        writer.WriteString("title", "Management of an operator");
        writer.WriteString("version", ReplicaView.Version);
        writer.WriteEndObject();
        writer.WriteStartObject("paths");
        foreach (var path in table.All.GroupBy(static one => one.Path))
        {
            writer.WriteStartObject(path.Key);
            foreach (var route in path) WriteRoute(writer, route, schemas);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStartObject("components");
        schemas.Write(writer);
        writer.WriteStartObject("securitySchemes");
        writer.WriteStartObject("bearer");
        writer.WriteString("type", "http");
        writer.WriteString("scheme", "bearer");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartArray("security");
        writer.WriteStartObject();
        writer.WriteStartArray("bearer");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteRoute(Utf8JsonWriter writer, ManagementRoute route, OpenApiSchemas schemas)
    {
#pragma warning disable CA1308 // OpenAPI has methods in lower case.
        writer.WriteStartObject(route.Method.ToLowerInvariant());
#pragma warning restore CA1308
        writer.WriteString("operationId", IdOf(route));
        writer.WriteString("summary", route.Summary);
        writer.WriteStartArray("parameters");
        foreach (var name in route.PathParameters) WriteParameter(writer, "path", new RouteParameter(name, "A part of the path", IsRequired: true));
        foreach (var parameter in route.Parameters) WriteParameter(writer, "query", parameter);
        writer.WriteEndArray();
        writer.WriteStartObject("responses");
        writer.WriteStartObject(route.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteString("description", route.IsStream ? "One line of JSON for each thing that happens; empty lines mean nothing" : "The answer");
        WriteContent(writer, route.IsStream ? "application/x-ndjson" : "application/json", route.Answer, schemas);
        writer.WriteStartObject("default");
        writer.WriteString("description", "Why not");
        WriteContent(writer, "application/json", typeof(ManagementStatus), schemas);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, string type, Type answer, OpenApiSchemas schemas)
    {
        writer.WriteStartObject("content");
        writer.WriteStartObject(type);
        writer.WritePropertyName("schema");
        schemas.WriteReference(writer, answer);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter writer, string place, RouteParameter parameter)
    {
        writer.WriteStartObject();
        writer.WriteString("name", parameter.Name);
        writer.WriteString("in", place);
        writer.WriteString("description", parameter.Summary);
        writer.WriteBoolean("required", parameter.IsRequired);
        writer.WriteStartObject("schema");
        writer.WriteString("type", parameter.Type);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string IdOf(ManagementRoute route) => string.Concat(
        route.Path[ManagementRoute.Prefix.Length..].Split(['/', '{', '}'], StringSplitOptions.RemoveEmptyEntries).Prepend(route.Method is "GET" ? "get" : route.Method is "PUT" ? "set" : "do")
            .Select(static (one, at) => at == 0 ? one : char.ToUpperInvariant(one[0]) + one[1..]));
}
