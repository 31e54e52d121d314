using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>Where in its objects the scale subresource finds replicas and selector.</summary>
/// <param name="SpecReplicasPath">Such as <c>.spec.replicas</c>.</param>
/// <param name="StatusReplicasPath">Such as <c>.status.replicas</c>.</param>
/// <param name="LabelSelectorPath">Such as <c>.status.selector</c>; empty for none.</param>
internal sealed record ScaleSubresource(string SpecReplicasPath, string StatusReplicasPath, string LabelSelectorPath)
{
    public static ScaleSubresource Read(JsonObject scale) =>
        new(scale.Text("specReplicasPath"), scale.Text("statusReplicasPath"), scale.Text("labelSelectorPath"));

    /// <summary>The <c>autoscaling/v1</c> Scale of an object.</summary>
    /// <param name="resource">The object.</param>
    /// <param name="hasReplicas">Whether the object says how many replicas it wants; reading the scale of one that does not is an error.</param>
    public JsonObject ScaleOf(JsonObject resource, out bool hasReplicas)
    {
        var metadata = new JsonObject();
        foreach (var name in new[] { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" })
        {
            if (resource.Map("metadata")?[name] is { } value) metadata[name] = value.DeepClone();
        }

        var replicas = Find(resource, SpecReplicasPath, out _);
        hasReplicas = replicas is not null;
        var spec = new JsonObject();
        if (Number(replicas) is { } wanted and not 0) spec["replicas"] = wanted;
        var status = new JsonObject { ["replicas"] = Number(Find(resource, StatusReplicasPath, out _)) ?? 0 };
        var selector = LabelSelectorPath.Length == 0 ? null : Find(resource, LabelSelectorPath, out _) as JsonValue;
        if (selector is not null && selector.TryGetValue<string>(out var text) && text.Length > 0) status["selector"] = text;
        return new JsonObject { ["kind"] = "Scale", ["apiVersion"] = "autoscaling/v1", ["metadata"] = metadata, ["spec"] = spec, ["status"] = status };
    }

    /// <summary>Writes the number of replicas of a Scale into an object.</summary>
    public void SetReplicas(JsonObject resource, long replicas)
    {
        var steps = Steps(SpecReplicasPath);
        var at = resource;
        foreach (var step in steps[..^1])
        {
            if (at[step] is not JsonObject next) at[step] = next = [];
            at = next;
        }

        at[steps[^1]] = replicas;
    }

    /// <summary>Checks the number of replicas that is wanted.</summary>
    public void ValidateSpec(JsonObject resource, ICollection<FieldError> errors) => ValidateReplicas(resource, SpecReplicasPath, errors);

    /// <summary>Checks the number of replicas there are, and the selector.</summary>
    public void ValidateStatus(JsonObject resource, ICollection<FieldError> errors)
    {
        ValidateReplicas(resource, StatusReplicasPath, errors);
        if (LabelSelectorPath.Length == 0) return;
        var value = Find(resource, LabelSelectorPath, out var error);
        if (error is null && value is not null && (value is not JsonValue scalar || !scalar.TryGetValue<string>(out _)))
            error = $"{LabelSelectorPath} accessor error: {Shown(value)} is of the type {GoType(value)}, expected string";
        if (error is not null) errors.Add(FieldError.Invalid(LabelSelectorPath, "", error));
    }

    private static void ValidateReplicas(JsonObject resource, string path, ICollection<FieldError> errors)
    {
        var value = Find(resource, path, out var error);
        var replicas = Number(value);
        if (error is null && value is not null && replicas is null)
            error = $"{path} accessor error: {Shown(value)} is of the type {GoType(value)}, expected int64";
        if (error is not null) errors.Add(FieldError.Invalid(path, 0L, error));
        else if (replicas < 0) errors.Add(FieldError.Invalid(path, replicas, "should be a non-negative integer"));
        else if (replicas > int.MaxValue)
            errors.Add(FieldError.Invalid(path, replicas, string.Create(CultureInfo.InvariantCulture, $"should be less than or equal to {int.MaxValue}")));
    }

    private static string[] Steps(string path) => (path.StartsWith('.') ? path[1..] : path).Split('.');

    private static JsonNode? Find(JsonObject resource, string path, out string? error)
    {
        error = null;
        JsonNode? at = resource;
        var walked = "";
        foreach (var step in Steps(path))
        {
            if (at is null) return null;
            walked += "." + step;
            if (at is not JsonObject map)
            {
                error = $"{walked} accessor error: {Shown(at)} is of the type {GoType(at)}, expected map[string]interface {{}}";
                return null;
            }

            if (!map.TryGetPropertyValue(step, out at)) return null;
        }

        return at;
    }

    private static long? Number(JsonNode? node) =>
        node is JsonValue value && JsonNumber.TryGet(value, out var number) && number.IsInteger ? number.Integer : null;

    private static string Shown(JsonNode node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : GoText.Value(node);

    private static string GoType(JsonNode node) => node switch
    {
        JsonObject => "map[string]interface {}",
        JsonArray => "[]interface {}",
        JsonValue value when value.TryGetValue<string>(out _) => "string",
        JsonValue value when value.TryGetValue<bool>(out _) => "bool",
        JsonValue value when JsonNumber.TryGet(value, out var number) && number.IsInteger => "int64",
        _ => "float64",
    };
}
