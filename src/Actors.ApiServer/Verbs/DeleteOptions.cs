using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Verbs;

/// <summary>How to delete: from the body of a request, or its query.</summary>
internal sealed record DeleteOptions
{
    /// <summary>Seconds to end in; null for the object's own.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>A uid the object must have; null for any.</summary>
    public string? Uid { get; init; }

    /// <summary>A version the object must have; null for any.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary><c>Orphan</c>, <c>Background</c> or <c>Foreground</c>; null for the kind's own way.</summary>
    public string? PropagationPolicy { get; init; }

    /// <summary>The old way to say <see cref="PropagationPolicy"/>.</summary>
    public bool? OrphanDependents { get; init; }

    public bool IsDryRun { get; init; }

    /// <param name="request">The request.</param>
    /// <param name="body">Its body, which may be empty.</param>
    public static DeleteOptions Parse(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var options = body.Length > 0 ? OfBody(body, request.ContentType ?? "") : OfQuery(new Query(request.Query));
        var (parsed, dryRun) = options;
        var errors = new List<FieldError>();
        if (parsed.OrphanDependents is not null && parsed.PropagationPolicy is not null)
            errors.Add(FieldError.Invalid("propagationPolicy", parsed.PropagationPolicy, "orphanDependents and deletionPropagation cannot be both set"));
        if (parsed.PropagationPolicy is not (null or "" or "Orphan" or "Background" or "Foreground"))
            errors.Add(FieldError.NotSupported("propagationPolicy", parsed.PropagationPolicy, ["Foreground", "Background", "Orphan", "nil"]));
        errors.AddRange(WriteOptions.DryRunErrors(dryRun));
        if (errors.Count > 0) throw Errors.Invalid("meta.k8s.io", "DeleteOptions", "", errors);
        return parsed with { IsDryRun = dryRun.Count > 0 };
    }

    private static (DeleteOptions, IReadOnlyList<string>) OfQuery(Query query)
    {
        var options = new DeleteOptions
        {
            GracePeriodSeconds = query.Number("gracePeriodSeconds"),
            PropagationPolicy = query["propagationPolicy"],
            OrphanDependents = query.Flag("orphanDependents"),
            Uid = query["preconditions.uid"],
            ResourceVersion = query["preconditions.resourceVersion"],
        };
        return (options, query.All("dryRun"));
    }

    private static (DeleteOptions, IReadOnlyList<string>) OfBody(ReadOnlySpan<byte> body, string contentType)
    {
        JsonObject? json;
        try
        {
            json = BodyDecoder.Read(body, contentType) as JsonObject ?? throw new FormatException("the body is no DeleteOptions");
        }
        catch (FormatException exception)
        {
            throw Errors.BadRequest(DecodingErrors.NoJson("DeleteOptions", exception.Message, body));
        }

        var kind = ObjectMeta.Text(json, "kind");
        if (kind is not ("" or "DeleteOptions"))
            throw Errors.BadRequest($"{kind} in version \"{ObjectMeta.Text(json, "apiVersion")}\" cannot be handled as a DeleteOptions: no kind \"{kind}\" is registered");
        return (OfJson(json), TextsOf(json, "dryRun"));
    }

    private static DeleteOptions OfJson(JsonObject json)
    {
        var preconditions = json["preconditions"] as JsonObject;
        return new DeleteOptions
        {
            GracePeriodSeconds = json["gracePeriodSeconds"] is null ? null : ObjectMeta.Number(json, "gracePeriodSeconds") ?? throw Mistyped("gracePeriodSeconds", "int64"),
            PropagationPolicy = TextOf(json, "propagationPolicy"),
            OrphanDependents = json["orphanDependents"] is null ? null : json["orphanDependents"]!.GetValueKind() == JsonValueKind.True,
            Uid = preconditions is null ? null : TextOf(preconditions, "uid"),
            ResourceVersion = preconditions is null ? null : TextOf(preconditions, "resourceVersion"),
        };
    }

    private static string? TextOf(JsonObject json, string field) => json[field] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => throw Mistyped(field, "string"),
    };

    private static List<string> TextsOf(JsonObject json, string field) =>
        json[field] is JsonArray list ? [.. list.Select(one => one is JsonValue value && value.TryGetValue(out string? text) ? text : throw Mistyped(field, "string"))] : [];

    private static StatusException Mistyped(string field, string wanted) =>
        Errors.BadRequest($"DeleteOptions in version \"v1\" cannot be handled as a DeleteOptions: json: the value of DeleteOptions.{field} is not of type {wanted}");
}
