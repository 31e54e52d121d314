using Actors.ApiServer.Http;
using Actors.Objects;

namespace Actors.ApiServer.Verbs;

/// <summary>Deletes an object.</summary>
internal sealed class DeleteVerb(ObjectRegistry registry)
{
    public async Task HandleAsync(ApiRequest request)
    {
        var forms = new ObjectForms(request, isList: false, registry.Time);
        using var body = await request.ReadBodyAsync();
        var options = DeleteOptions.Parse(request.Http.Request, body.Bytes.Span);
        var (value, isGone) = registry.Delete(request.Kind, request.Namespace, request.Name, options);
        if (!options.IsDryRun) request.Accepted(value);
        if (isGone && !request.Kind.ReturnsDeletedObject)
        {
            await Answer.StatusAsync(request.Http, Success(request, value));
            return;
        }

        // Who asked for a cascade in the old way is told whether it has come to its end.
        var code = !isGone && options.OrphanDependents == false ? 202 : 200;
        await Answer.BytesAsync(request.Http, code, forms.One(value));
    }

    private static Status Success(ApiRequest request, KubernetesObject value)
    {
        var kind = request.Kind;
        return new Status(200, "") { IsSuccess = true, Details = new StatusDetails { Name = request.Name, Group = kind.Group, Kind = kind.Plural, Uid = value.Uid } };
    }
}
