using System.Buffers;
using System.Globalization;
using System.Text;
using Actors.ApiServer.Http;
using Actors.Objects;

namespace Actors.ApiServer.Verbs;

/// <summary>Deletes all objects of a resource that selectors choose.</summary>
internal sealed class DeleteCollectionVerb(ObjectRegistry registry)
{
    public async Task HandleAsync(ApiRequest request)
    {
        var listOptions = ListOptions.Parse(request.Query, isWatch: false);
        var selector = ObjectSelector.Parse(request.Kind, request.Namespace, listOptions);
        var forms = new ObjectForms(request, isList: true, registry.Time);
        using var body = await request.ReadBodyAsync();
        var options = DeleteOptions.Parse(request.Http.Request, body.Bytes.Span);
        var version = registry.Store.Version;
        var found = registry.LogOf(request.Kind).Objects.Between(selector.From, selector.To)
            .Where(one => selector.SelectsAll || selector.Matches(one.Value)).Select(static one => one.Value).ToList();
        var deleted = new List<KubernetesObject>(found.Count);
        foreach (var one in found)
        {
            try
            {
                deleted.Add(registry.Delete(request.Kind, one.Namespace, one.Name, options).Object);
                if (!options.IsDryRun) request.Accepted(deleted[^1]);
            }
            catch (StatusException exception) when (exception.Status.Code == 404)
            {
                // Somebody else was faster: it is gone, which is what was asked for.
                deleted.Add(one);
            }
        }

        await Answer.BytesAsync(request.Http, 200, Write(request, forms, deleted, version));
    }

    private static ReadOnlyMemory<byte> Write(ApiRequest request, ObjectForms forms, List<KubernetesObject> deleted, ulong version)
    {
        var kind = request.Kind;
        var output = new ArrayBufferWriter<byte>(256 + deleted.Sum(static one => one.Json.Length + 1));
        var more = kind.IsCustom ? "\"continue\":\"\"," : "";
        var head = string.Create(CultureInfo.InvariantCulture, $"{{\"kind\":\"{kind.ListKind}\",\"apiVersion\":\"{kind.ApiVersion}\",\"metadata\":{{{more}\"resourceVersion\":\"{version}\"}},\"items\":[");
        output.Write(Encoding.UTF8.GetBytes(head));
        for (var index = 0; index < deleted.Count; index++)
        {
            if (index > 0) output.Write(","u8);
            forms.WriteItem(output, deleted[index]);
        }

        output.Write("]}"u8);
        return output.WrittenMemory;
    }
}
