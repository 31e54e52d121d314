using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Patching;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Verbs;

/// <summary>The scale subresource: how many replicas an object wants and has, whatever its kind (<c>autoscaling/v1</c> Scale).</summary>
internal sealed class ScaleVerb(ObjectRegistry registry)
{
    private const string Part = "scale";

    private static readonly FieldManager Owners = new(ScaleOwnership.Kind, Part, FieldSet.Empty);

    private static readonly string[] SharedMetadata = ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"];

    public async Task HandleAsync(ApiRequest request)
    {
        var paths = request.Kind.Scale ?? throw Errors.NoSuchPath();
        var scale = request.Info.Verb == "get"
            ? Of(request.Kind, paths, ObjectRegistry.Parse(registry.Get(request.Kind, request.Namespace, request.Name), request.Kind))
            : await ChangeAsync(request, paths);
        await Answer.JsonAsync(request.Http, 200, scale);
    }

    private async Task<JsonObject> ChangeAsync(ApiRequest request, ScalePaths paths)
    {
        var isUpdate = request.Info.Verb == "update";
        var type = isUpdate ? PatchType.Merge : PatchTypes.Of(request);
        var options = WriteOptions.Parse(request.Http.Request, isUpdate ? "UpdateOptions" : "PatchOptions", type == PatchType.Apply);
        using var body = await request.ReadBodyAsync();
        var sent = isUpdate ? ReadScale(body.Bytes.Span, request.Http.Request.ContentType ?? "") : PatchTypes.Read(type, body.Bytes.Span, []);
        var update = new ScaleUpdate(request, paths, current => Changed(isUpdate ? null : type, sent, current, options)) { Subresource = Part };
        var (updated, _) = registry.Update(request.Kind, request.Namespace, request.Name, update, options);
        if (!options.IsDryRun) request.Accepted(updated);
        return Of(request.Kind, paths, ObjectRegistry.Parse(updated, request.Kind));
    }

    /// <summary>The Scale that is wanted.</summary>
    /// <param name="type">How it is patched; null if it was sent whole.</param>
    /// <param name="sent">The patch or the Scale.</param>
    /// <param name="current">The Scale as it is.</param>
    /// <param name="options">Who changes it.</param>
    private JsonObject Changed(PatchType? type, JsonNode? sent, JsonObject current, WriteOptions options)
    {
        var now = registry.Time.GetUtcNow();
        if (type == PatchType.Apply)
        {
            var applied = sent?.DeepClone() as JsonObject ?? throw Errors.BadRequest("error decoding YAML: an object is wanted");
            return PatchTypes.ObjectOf(Owners.Apply(current, applied, options.Manager, options.Force ?? false, now));
        }

        var scale = type is { } patch ? PatchTypes.Apply(patch, sent, current, Schema.Unknown) : (JsonObject)sent!.DeepClone();
        Owners.Update(current, scale, options.Manager, now);
        return scale;
    }

    private static JsonObject ReadScale(ReadOnlySpan<byte> body, string contentType)
    {
        JsonObject scale;
        try
        {
            scale = BodyDecoder.Read(body, contentType) as JsonObject ?? throw new FormatException("an object is wanted");
        }
        catch (FormatException exception)
        {
            throw Errors.BadRequest(DecodingErrors.NoJson("Scale", exception.Message, body));
        }

        var (kind, version) = (ObjectMeta.Text(scale, "kind"), ObjectMeta.Text(scale, "apiVersion"));
        if (kind is "" or "Scale" && version is "" or "autoscaling/v1") return scale;
        var name = version[(version.LastIndexOf('/') + 1)..];
        throw Errors.BadRequest(DecodingErrors.CannotHandle(kind, name, "Scale", $"no kind \"{kind}\" is registered for version \"{version}\""));
    }

    /// <summary>The Scale of an object.</summary>
    public static JsonObject Of(ResourceKind kind, ScalePaths paths, JsonObject value)
    {
        var replicas = Find(value, paths.SpecReplicas);
        if (replicas is null && kind.IsCustom) throw Errors.Plain($"the spec replicas field {Schemas.GoText.Quote(paths.SpecReplicas)} does not exist");
        var metadata = new JsonObject();
        foreach (var field in SharedMetadata) ObjectMeta.Take(metadata, ObjectMeta.Of(value), field);
        var spec = new JsonObject();
        if (Number(replicas) is not 0 and var wanted) spec["replicas"] = wanted;
        var status = new JsonObject { ["replicas"] = Number(Find(value, paths.StatusReplicas)) };
        if (paths.Selector is { } path && SelectorText(Find(value, path)) is { Length: > 0 } selector) status["selector"] = selector;
        return new JsonObject { ["kind"] = "Scale", ["apiVersion"] = "autoscaling/v1", ["metadata"] = metadata, ["spec"] = spec, ["status"] = status };
    }

    /// <summary>Puts the replicas a Scale wants into an object.</summary>
    public static void SetReplicas(JsonObject value, ScalePaths paths, long replicas)
    {
        var names = paths.SpecReplicas.TrimStart('.').Split('.');
        var at = value;
        foreach (var name in names[..^1])
        {
            if (at[name] is not JsonObject next) at[name] = next = [];
            at = next;
        }

        at[names[^1]] = replicas;
    }

    private static JsonNode? Find(JsonObject value, string path)
    {
        JsonNode? at = value;
        foreach (var name in path.TrimStart('.').Split('.')) at = (at as JsonObject)?[name];
        return at;
    }

    private static long Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out long number) ? number : 0;

    private static string SelectorText(JsonNode? selector) => selector switch
    {
        JsonValue text when text.TryGetValue(out string? written) => written,
        // Replication controllers select by a plain map of labels.
        JsonObject map when map.All(static one => one.Value is JsonValue) => string.Join(',', map.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => $"{one.Key}={one.Value}")),
        JsonObject labels => LabelSelectorExpression.Of(KubernetesJson.Deserialize<V1LabelSelector>(labels.ToJsonString())).ToString(),
        _ => "",
    };
}
