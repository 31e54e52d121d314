using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Patching;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Verbs;

/// <summary>A change of an object by way of its Scale.</summary>
/// <param name="request">The request.</param>
/// <param name="paths">Where the object has what the Scale shows.</param>
/// <param name="change">Makes the Scale that is wanted, with its managedFields, of the one that is.</param>
internal sealed class ScaleUpdate(ApiRequest request, ScalePaths paths, Func<JsonObject, JsonObject> change) : ObjectUpdate
{
    public override bool OwnsFieldsItself => true;

    public override JsonObject Apply(JsonObject? current)
    {
        var live = ScaleVerb.Of(request.Kind, paths, current!);
        var ownership = new ScaleOwnership(request.Kind.ApiVersion, _ => FieldSet.Of(paths.SpecReplicas.TrimStart('.')));
        ownership.ToScale(current!, live);
        var scale = change(live);
        var metadata = ObjectMeta.Of(scale);
        if (ObjectMeta.Text(metadata, "name") is { Length: > 0 } name && name != request.Name)
            throw Errors.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Name})");
        var replicas = Replicas(scale);
        if (replicas < 0)
        {
            var problem = FieldError.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
            throw Errors.Invalid("autoscaling", "Scale", request.Name, [problem]);
        }

        var next = (JsonObject)current!.DeepClone();
        ScaleVerb.SetReplicas(next, paths, replicas);
        if (ObjectMeta.Text(metadata, "resourceVersion") is { Length: > 0 } version) ObjectMeta.Of(next)["resourceVersion"] = version;
        ownership.ToParent(current!, scale, next);
        return next;
    }

    private static long Replicas(JsonObject scale) => (scale["spec"] as JsonObject)?["replicas"] switch
    {
        null => 0,
        JsonValue value when value.TryGetValue(out long replicas) => replicas,
        _ => throw Errors.BadRequest("Scale in version \"v1\" cannot be handled as a Scale: json: ScaleSpec.spec.replicas is not of type int32"),
    };
}
