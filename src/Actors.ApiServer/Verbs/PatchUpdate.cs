using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Verbs;

/// <summary>A change by a JSON patch, merge patch or strategic merge patch.</summary>
internal sealed class PatchUpdate(ApiRequest request, PatchType type, JsonNode? patch, WriteOptions options) : ObjectUpdate
{
    public override JsonObject Apply(JsonObject? current)
    {
        var patched = PatchTypes.Apply(type, patch, current!, request.Kind.Schema);
        // The object goes on as if its client had sent it whole.
        BodyDecoder.Complete(patched, request.Kind, options, request.Warnings);
        var metadata = ObjectMeta.Of(patched);
        if (!metadata.ContainsKey("resourceVersion")) ObjectMeta.Take(metadata, ObjectMeta.Of(current!), "resourceVersion");
        UpdateVerb.CheckName(request, metadata);
        return patched;
    }
}
