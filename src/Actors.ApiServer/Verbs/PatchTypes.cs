using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Patching;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Verbs;

/// <summary>The ways to write a patch.</summary>
internal enum PatchType
{
    Json,
    Merge,
    Strategic,
    Apply,
}

/// <summary>Reads patches and applies those that are no apply.</summary>
internal static class PatchTypes
{
    private const string JsonType = "application/json-patch+json";
    private const string MergeType = "application/merge-patch+json";
    private const string StrategicType = "application/strategic-merge-patch+json";
    private const string ApplyType = "application/apply-patch+yaml";

    /// <summary>The way a request's patch is written, by its content type.</summary>
    /// <exception cref="StatusException">The kind does not take it.</exception>
    public static PatchType Of(ApiRequest request) => MediaRange.TypeOf(request.Http.Request.ContentType ?? "") switch
    {
        JsonType => PatchType.Json,
        MergeType => PatchType.Merge,
        ApplyType => PatchType.Apply,
        StrategicType when !request.Kind.IsCustom => PatchType.Strategic,
        _ when request.Kind.IsCustom => throw Errors.UnsupportedMediaType(JsonType, MergeType, ApplyType),
        _ => throw Errors.UnsupportedMediaType(JsonType, MergeType, StrategicType, ApplyType),
    };

    /// <param name="type">The way it is written.</param>
    /// <param name="body">The body.</param>
    /// <param name="twice">Gets complaints of members that come twice, of which the last counts.</param>
    /// <exception cref="StatusException">It is broken.</exception>
    public static JsonNode? Read(PatchType type, ReadOnlySpan<byte> body, ICollection<string> twice)
    {
        try
        {
            if (type == PatchType.Apply) return YamlOrJson(body, twice);
            var complaints = new List<string>();
            var patch = BodyDecoder.ReadJson(body, complaints);
            foreach (var complaint in complaints) twice.Add(type == PatchType.Json ? $"json patch {complaint}" : complaint);
            return patch;
        }
        catch (FormatException exception)
        {
            throw Errors.BadRequest(type == PatchType.Apply ? $"error decoding YAML: {exception.Message}" : $"error decoding patch: {exception.Message}");
        }
    }

    /// <summary>The object that comes of a patch.</summary>
    /// <exception cref="StatusException">The patch does not fit.</exception>
    public static JsonObject Apply(PatchType type, JsonNode? patch, JsonObject target, Schema schema) => ObjectOf(type switch
    {
        PatchType.Json => JsonPatch.Apply(patch, target),
        PatchType.Merge => MergePatch.Apply(patch, target),
        _ => StrategicMergePatch.Apply(patch, target, schema),
    });

    /// <exception cref="StatusException">There is none.</exception>
    public static JsonObject ObjectOf(PatchResult result)
    {
        if (result.Error is not { } error) return result.Object!;
        var details = error.Causes is null ? null : new StatusDetails { Causes = [.. error.Causes.Select(static one => new StatusCause(one.Reason, one.Message, one.Field))] };
        throw new StatusException(new Status(error.Code, error.Message, error.Reason) { Details = details });
    }

    /// <summary>JSON is YAML too, but its own reader is quicker and stricter.</summary>
    private static JsonNode? YamlOrJson(ReadOnlySpan<byte> body, ICollection<string> twice)
    {
        var start = body.IndexOfAnyExcept(" \t\r\n"u8);
        return start >= 0 && body[start] == (byte)'{' && JsonBody.Read(body).Error is null ? BodyDecoder.ReadJson(body, twice) : YamlBody.Parse(body, twice);
    }
}
