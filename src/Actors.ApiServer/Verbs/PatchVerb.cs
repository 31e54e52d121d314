using Actors.ApiServer.Http;

namespace Actors.ApiServer.Verbs;

/// <summary>Changes a part of an object: by JSON patch, merge patch, strategic merge patch or server-side apply.</summary>
internal sealed class PatchVerb(ObjectRegistry registry)
{
    public async Task HandleAsync(ApiRequest request)
    {
        var type = PatchTypes.Of(request);
        var options = WriteOptions.Parse(request.Http.Request, "PatchOptions", type == PatchType.Apply);
        var forms = new ObjectForms(request, isList: false, registry.Time);
        using var body = await request.ReadBodyAsync();
        var twice = new List<string>();
        var patch = PatchTypes.Read(type, body.Bytes.Span, twice);
        ObjectUpdate update = type == PatchType.Apply
            ? new ApplyUpdate(request, patch, twice, options, registry.Time) { Subresource = request.Info.Subresource }
            : new PatchUpdate(request, type, patch, twice, options) { Subresource = request.Info.Subresource };
        var (updated, isNew) = registry.Update(request.Kind, request.Namespace, request.Name, update, options);
        if (!options.IsDryRun) request.Accepted(updated);
        Answer.Warn(request.Http, request.Warnings);
        await Answer.BytesAsync(request.Http, isNew ? 201 : 200, forms.One(updated));
    }
}
