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
    public override RawParts LeavesAlone { get; } = LeftAlone(type, patch);

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

    /// <summary>What a patch neither names nor has directives about.</summary>
    private static RawParts LeftAlone(PatchType type, JsonNode? patch)
    {
        if (type is not (PatchType.Merge or PatchType.Strategic) || patch is not JsonObject changes) return RawParts.None;
        var parts = RawParts.ManagedFields | RawParts.Spec;
        foreach (var (name, change) in changes)
        {
            if (name.StartsWith('$')) return RawParts.None;
            if (name == "spec") parts &= ~RawParts.Spec;
            if (name != "metadata") continue;
            if (change is not JsonObject metadata || metadata.Any(static member => member.Key.StartsWith('$') || member.Key == "managedFields")) parts &= ~RawParts.ManagedFields;
        }

        return parts;
    }
}
