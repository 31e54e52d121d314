using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Verbs;

/// <summary>A change by a JSON patch, merge patch or strategic merge patch.</summary>
/// <param name="request">The request.</param>
/// <param name="type">How the patch is written.</param>
/// <param name="patch">The patch.</param>
/// <param name="twice">Complaints of what came in it twice.</param>
/// <param name="options">How the change is to be made.</param>
internal sealed class PatchUpdate(ApiRequest request, PatchType type, JsonNode? patch, IReadOnlyCollection<string> twice, WriteOptions options) : ObjectUpdate
{
    public override JsonObject Apply(JsonObject? current)
    {
        var patched = PatchTypes.Apply(type, patch, current!, request.Kind.Schema);
        // The object goes on as if its client had sent it whole.
        BodyDecoder.Complete(patched, request.Kind, options, request.Warnings, twice, why => Refused(current!, why));
        var metadata = ObjectMeta.Of(patched);
        if (!metadata.ContainsKey("resourceVersion")) ObjectMeta.Take(metadata, ObjectMeta.Of(current!), "resourceVersion");
        UpdateVerb.CheckName(request, metadata);
        return patched;
    }

    /// <summary>An object that cannot be, or may not be, what the patch has made of it: a fault of the patch.</summary>
    private StatusException Refused(JsonObject current, string why)
    {
        var shown = type == PatchType.Strategic
            ? Patching.GoText.Of(patch)
            : PatchTypes.Apply(type, patch, current, request.Kind.Schema).ToJsonString();
        return Errors.Invalid("", "", "", [FieldError.Invalid("patch", shown, why)]);
    }
}
