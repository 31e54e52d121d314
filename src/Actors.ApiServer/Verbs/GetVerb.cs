using Actors.ApiServer.Http;

namespace Actors.ApiServer.Verbs;

/// <summary>Reads one object.</summary>
internal sealed class GetVerb(ObjectRegistry registry)
{
    private readonly VersionWait _wait = new(registry);

    public async Task HandleAsync(ApiRequest request)
    {
        var forms = new ObjectForms(request, isList: false, registry.Time);
        await _wait.UntilAsync(Version(request), request.Aborted);
        var found = registry.Get(request.Kind, request.Namespace, request.Name);
        await Answer.BytesAsync(request.Http, 200, forms.One(found));
    }

    private static ulong Version(ApiRequest request)
    {
        try
        {
            return new ListOptions { ResourceVersion = request.Query.Text("resourceVersion") }.Version();
        }
        catch (FormatException exception)
        {
            throw Errors.BadRequest($"invalid resource version: {exception.Message}");
        }
    }
}
