using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Verbs;

/// <summary>Replaces an object, or its status.</summary>
internal sealed class UpdateVerb(ObjectRegistry registry)
{
    public async Task HandleAsync(ApiRequest request)
    {
        var options = WriteOptions.Parse(request.Http.Request, "UpdateOptions");
        var forms = new ObjectForms(request, isList: false, registry.Time);
        using var body = await request.ReadBodyAsync();
        var value = BodyDecoder.Decode(body.Bytes.Span, request.Http.Request.ContentType ?? "", request.Kind, options, request.Warnings);
        CheckName(request, ObjectMeta.Of(value));
        var update = new ReplaceUpdate(value, request.Kind.AllowsCreateOnUpdate && request.Info.Subresource.Length == 0) { Subresource = request.Info.Subresource };
        var (updated, isNew) = registry.Update(request.Kind, request.Namespace, request.Name, update, options);
        if (!options.IsDryRun) request.Accepted(updated);
        Answer.Warn(request.Http, request.Warnings);
        await Answer.BytesAsync(request.Http, isNew ? 201 : 200, forms.One(updated));
    }

    /// <summary>Checks that an object is the one its path names.</summary>
    public static void CheckName(ApiRequest request, JsonObject metadata)
    {
        var (name, @namespace) = (ObjectMeta.Text(metadata, "name"), ObjectMeta.Text(metadata, "namespace"));
        if (name.Length == 0) throw Errors.BadRequest($"the name of the object ({request.Name} based on URL) was undeterminable: name must be provided");
        if (name != request.Name) throw Errors.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Name})");
        if (@namespace.Length > 0 && request.Kind.IsNamespaced && @namespace != request.Namespace)
            throw Errors.BadRequest($"the namespace of the object ({@namespace}) does not match the namespace on the URL ({request.Namespace})");
    }
}
