using Actors.ApiServer.Http;

namespace Actors.ApiServer.Verbs;

/// <summary>Creates an object.</summary>
internal sealed class CreateVerb(ObjectRegistry registry)
{
    public async Task HandleAsync(ApiRequest request)
    {
        var options = WriteOptions.Parse(request.Http.Request, "CreateOptions");
        var forms = new ObjectForms(request, isList: false, registry.Time);
        using var body = await request.ReadBodyAsync();
        var value = BodyDecoder.Decode(body.Bytes.Span, request.Http.Request.ContentType ?? "", request.Kind, options, request.Warnings);
        request.Warnings.AddRange(request.Kind.Rules.Warnings(value, null));
        var created = registry.Create(request.Kind, request.Namespace, value, options);
        if (!options.IsDryRun) request.Accepted(created);
        Answer.Warn(request.Http, request.Warnings);
        await Answer.BytesAsync(request.Http, 201, forms.One(created));
    }
}
