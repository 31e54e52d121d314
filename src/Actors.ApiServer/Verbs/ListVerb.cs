using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.Objects;

namespace Actors.ApiServer.Verbs;

/// <summary>Lists the objects of a resource.</summary>
internal sealed class ListVerb(ObjectRegistry registry)
{
    private const string PageExpired =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, " +
        "or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an " +
        "inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.";

    /// <summary>Bytes that are gathered before they are sent.</summary>
    private const int FlushAbove = 64 * 1024;

    private readonly VersionWait _wait = new(registry);

    public async Task HandleAsync(ApiRequest request)
    {
        var options = ListOptions.Parse(request.Query, isWatch: false);
        var selector = ObjectSelector.Parse(request.Kind, request.Namespace, options);
        var forms = new ObjectForms(request, isList: true, registry.Time);
        var state = await ReadAsync(request.Kind, options, request.Aborted);
        var page = TakePage(state, selector, options);
        var metadata = Metadata(request.Kind, state, page, selector);
        if (forms.Form == AnswerForm.Table)
        {
            await Answer.BytesAsync(request.Http, 200, forms.Table(page.Objects, TableMetadata(metadata)));
            return;
        }

        var head = Head(request.Kind, forms, metadata);
        var size = page.Objects.Sum(static one => one.Json.Length + 1);
        if (Answer.StartStream(request.Http, size)) await StreamAsync(request, forms, head, page.Objects);
        else await Answer.BytesAsync(request.Http, 200, Whole(forms, head, page.Objects, size));
    }

    private async Task<State> ReadAsync(ResourceKind kind, ListOptions options, CancellationToken cancellation)
    {
        var log = registry.LogOf(kind);
        if (options.Continue.Length > 0) return Continue(log, options);
        var wanted = Version(options);
        if (options.IsExact)
        {
            if (wanted > registry.Store.Version) throw Errors.VersionTooLarge(wanted, registry.Store.Version);
            return log.TryGetObjectsAt(wanted, out var exact)
                ? new State(exact, wanted, "")
                : throw Errors.Expired("The resourceVersion for the provided list is too old.");
        }

        await _wait.UntilAsync(wanted, cancellation);
        // The version first: the objects may be newer than it says, but not older.
        var current = registry.Store.Version;
        return log.TryGetObjectsAt(current, out var objects) ? new State(objects, current, "") : new State(log.Objects, current, "");
    }

    private State Continue(ResourceLog log, ListOptions options)
    {
        if (options.ResourceVersion is not ("" or "0")) throw Errors.BadRequest("specifying resource version is not allowed when using continue");
        var token = ContinueToken.Parse(options.Continue);
        if (token.Version < 0) return new State(log.Objects, registry.Store.Version, token.Start);
        if (log.TryGetObjectsAt((ulong)token.Version, out var objects)) return new State(objects, (ulong)token.Version, token.Start);
        var expired = Errors.Expired(PageExpired).Status;
        throw new StatusException(expired with { Continue = new ContinueToken(-1, token.Start).ToString() });
    }

    private static ulong Version(ListOptions options)
    {
        try
        {
            return options.Version();
        }
        catch (FormatException exception)
        {
            throw Errors.BadRequest($"invalid resource version: {exception.Message}");
        }
    }

    private static Page TakePage(State state, ObjectSelector selector, ListOptions options)
    {
        // A real server reads version 0 from its cache, which knows no pages.
        var limit = options.Limit == 0 || options is { ResourceVersion: "0", Continue: "" } ? long.MaxValue : options.Limit;
        var from = string.CompareOrdinal(state.Start, selector.From) > 0 ? state.Start : selector.From;
        var found = new List<KubernetesObject>();
        var last = "";
        foreach (var (key, value) in state.Objects.Between(from, selector.To))
        {
            if (found.Count == limit) return new Page(found, $"{last}\0", state.Objects.CountBetween($"{last}\0", selector.To));
            last = key;
            if (selector.SelectsAll || selector.Matches(value)) found.Add(value);
        }

        return new Page(found, "", 0);
    }

    private static JsonObject Metadata(ResourceKind kind, State state, Page page, ObjectSelector selector)
    {
        var version = state.Version.ToString(CultureInfo.InvariantCulture);
        var metadata = new JsonObject { ["resourceVersion"] = version };
        if (page.Next.Length > 0)
        {
            metadata["continue"] = new ContinueToken((long)state.Version, $"/{page.Next}").ToString();
            if (selector.SelectsAll) metadata["remainingItemCount"] = page.Remaining;
        }
        else if (kind.IsCustom)
        {
            metadata["continue"] = "";
        }

        if (selector.Shards is { } shards && !kind.IsCustom) metadata["shardInfo"] = new JsonObject { ["selector"] = shards.Text };
        return metadata;
    }

    private static JsonObject TableMetadata(JsonObject metadata)
    {
        if (ObjectMeta.Text(metadata, "continue").Length == 0) metadata.Remove("continue");
        return metadata;
    }

    private static byte[] Head(ResourceKind kind, ObjectForms forms, JsonObject metadata)
    {
        var isPlain = forms.Form == AnswerForm.Plain;
        var (listKind, version) = isPlain ? (kind.ListKind, kind.ApiVersion) : ("PartialObjectMetadataList", "meta.k8s.io/v1");
        var list = ObjectWriter.Bytes(isPlain ? metadata : TableMetadata(metadata));
        return [.. Encoding.UTF8.GetBytes($"{{\"kind\":\"{listKind}\",\"apiVersion\":\"{version}\",\"metadata\":"), .. list, .. ",\"items\":["u8];
    }

    private static ReadOnlyMemory<byte> Whole(ObjectForms forms, byte[] head, List<KubernetesObject> objects, int size)
    {
        var output = new ArrayBufferWriter<byte>(head.Length + size + 2);
        output.Write(head);
        for (var index = 0; index < objects.Count; index++) WriteItem(output, forms, objects[index], index);
        output.Write("]}"u8);
        return output.WrittenMemory;
    }

    /// <summary>Sends the objects as they are stored, without gathering them first.</summary>
    private static async Task StreamAsync(ApiRequest request, ObjectForms forms, byte[] head, List<KubernetesObject> objects)
    {
        var output = request.Http.Response.BodyWriter;
        var sent = 0L;
        output.Write(head);
        for (var index = 0; index < objects.Count; index++)
        {
            WriteItem(output, forms, objects[index], index);
            if (output.UnflushedBytes <= FlushAbove) continue;
            sent += output.UnflushedBytes;
            await output.FlushAsync(request.Aborted);
        }

        output.Write("]}"u8);
        request.Http.Features.Get<ClientTally>()?.Add(sent + output.UnflushedBytes);
        await output.FlushAsync(request.Aborted);
    }

    private static void WriteItem(IBufferWriter<byte> output, ObjectForms forms, KubernetesObject value, int index)
    {
        if (index > 0) output.Write(","u8);
        forms.WriteItem(output, value);
    }

    /// <summary>The objects a list reads, at which version, and from which key on.</summary>
    private sealed record State(ObjectMap Objects, ulong Version, string Start);

    /// <summary>The objects of a page, the key of what comes behind it (empty for nothing), and how many come behind it.</summary>
    private sealed record Page(List<KubernetesObject> Objects, string Next, int Remaining);
}
