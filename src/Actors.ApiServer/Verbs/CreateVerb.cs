using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;

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
        // A namespace need not be in the path of an object that says its own.
        var @namespace = request.Namespace;
        if (request.Kind.IsNamespaced && @namespace.Length == 0) @namespace = ObjectMeta.Text(ObjectMeta.Of(value), "namespace");
        request.Warnings.AddRange(request.Kind.Rules.Warnings(value, null));
        var created = registry.Create(request.Kind, @namespace, value, options);
        Answer.Warn(request.Http, request.Warnings);
        await Answer.BytesAsync(request.Http, 201, forms.One(created));
    }
}
