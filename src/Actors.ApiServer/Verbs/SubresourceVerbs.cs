using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Verbs;

/// <summary>The subresources that are acts and not parts: evicting and binding pods, finalizing namespaces, tokens of service accounts.</summary>
internal sealed class SubresourceVerbs(ObjectRegistry registry, AccountTokens accounts)
{
    private const long TokenSeconds = 3600;
    private const long ShortestTokenSeconds = 600;
    private const long LongestTokenSeconds = 1L << 32;

    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    public Task HandleAsync(ApiRequest request) => (request.Kind.Plural, request.Info.Subresource) switch
    {
        ("pods", "eviction") => EvictAsync(request),
        ("pods", "binding") => BindAsync(request),
        ("namespaces", "finalize") => FinalizeAsync(request),
        ("serviceaccounts", "token") => TokenAsync(request),
        ("pods", "log") => LogAsync(request),
        // There is no kubelet behind these pods and nodes that could be asked.
        _ => throw Errors.Plain($"{request.Kind.Plural}/{request.Info.Subresource} needs a kubelet, and this server has none"),
    };

    private async Task EvictAsync(ApiRequest request)
    {
        using var body = await request.ReadBodyAsync();
        var eviction = ReadBody(body, request);
        var options = new DeleteOptions
        {
            GracePeriodSeconds = (eviction["deleteOptions"] as JsonObject) is { } wish ? ObjectMeta.Number(wish, "gracePeriodSeconds") : null,
        };
        request.Accepted(registry.Delete(request.Kind, request.Namespace, request.Name, options).Object);
        await Answer.StatusAsync(request.Http, new Status(201, "") { IsSuccess = true });
    }

    /// <summary>What a container has written: nothing, since no container of this server runs for real.</summary>
    private Task LogAsync(ApiRequest request)
    {
        var pod = ObjectRegistry.Parse(registry.Get(request.Kind, request.Namespace, request.Name), request.Kind);
        var names = ContainerLists
            .SelectMany(list => (pod["spec"]?[list] as JsonArray ?? []).OfType<JsonObject>()).Select(static one => ObjectMeta.Text(one, "name")).ToList();
        var wanted = request.Query.Text("container");
        if (wanted.Length == 0 && pod["spec"]?["containers"] is JsonArray { Count: > 1 } several)
            throw Errors.BadRequest($"a container name must be specified for pod {request.Name}, choose one of: [{string.Join(' ', several.Select(static one => ObjectMeta.Text((JsonObject)one!, "name")))}]");
        if (wanted.Length > 0 && !names.Contains(wanted)) throw Errors.BadRequest($"container {wanted} is not valid for pod {request.Name}");
        return Answer.TextAsync(request.Http, 200, "");
    }

    private async Task BindAsync(ApiRequest request)
    {
        using var body = await request.ReadBodyAsync();
        var node = ObjectMeta.Text(ReadBody(body, request)["target"] as JsonObject, "name");
        if (node.Length == 0) throw Errors.BadRequest("target.name: Required value");
        var update = new FunctionUpdate(pod =>
        {
            var spec = (JsonObject)pod["spec"]!;
            if (ObjectMeta.Text(spec, "nodeName") is { Length: > 0 } bound)
                throw Errors.Conflict(request.Kind, request.Name, $"pod {request.Name} is already assigned to node \"{bound}\"");
            spec["nodeName"] = node;
            return pod;
        }) { Subresource = "binding" };
        request.Accepted(registry.Update(request.Kind, request.Namespace, request.Name, update, WriteOptions.Internal).Object);
        await Answer.StatusAsync(request.Http, new Status(201, "") { IsSuccess = true });
    }

    private async Task FinalizeAsync(ApiRequest request)
    {
        using var body = await request.ReadBodyAsync();
        var sent = ReadBody(body, request);
        var finalizers = (sent["spec"] as JsonObject)?["finalizers"];
        var update = new FunctionUpdate(value =>
        {
            value["spec"] = finalizers is JsonArray { Count: > 0 } ? new JsonObject { ["finalizers"] = finalizers.DeepClone() } : new JsonObject();
            return value;
        }) { Subresource = "finalize" };
        var (updated, _) = registry.Update(request.Kind, "", request.Name, update, WriteOptions.Internal);
        request.Accepted(updated);
        await Answer.BytesAsync(request.Http, 200, updated.Json);
    }

    private async Task TokenAsync(ApiRequest request)
    {
        registry.Get(request.Kind, request.Namespace, request.Name);
        using var body = await request.ReadBodyAsync();
        var spec = ReadBody(body, request)["spec"] as JsonObject ?? [];
        var seconds = ObjectMeta.Number(spec, "expirationSeconds") ?? TokenSeconds;
        if (seconds is < ShortestTokenSeconds or > LongestTokenSeconds)
        {
            var why = seconds < ShortestTokenSeconds ? "may not specify a duration less than 10 minutes" : "may not specify a duration larger than 2^32 seconds";
            throw Errors.Invalid("authentication.k8s.io", "TokenRequest", "", [FieldError.Invalid("spec.expirationSeconds", seconds, why)]);
        }

        var now = registry.Time.GetUtcNow();
        var expiresAt = now.AddSeconds(seconds);
        var audiences = spec["audiences"] is JsonArray { Count: > 0 } wanted ? wanted.DeepClone().AsArray() : [AccountTokens.Issuer];
        if (audiences.Any(static one => one?.GetValueKind() != JsonValueKind.String)) throw Errors.BadRequest("spec.audiences has to hold texts");
        await Answer.JsonAsync(request.Http, 201, new JsonObject
        {
            ["kind"] = "TokenRequest",
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["metadata"] = new JsonObject { ["name"] = request.Name, ["namespace"] = request.Namespace, ["creationTimestamp"] = new Kubernetes.Models.Time(now).ToString() },
            ["spec"] = new JsonObject
            {
                ["audiences"] = audiences,
                ["expirationSeconds"] = seconds,
                ["boundObjectRef"] = spec["boundObjectRef"]?.DeepClone(),
            },
            ["status"] = new JsonObject
            {
                ["token"] = accounts.Issue(request.Namespace, request.Name, audiences, now, expiresAt),
                ["expirationTimestamp"] = new Kubernetes.Models.Time(expiresAt).ToString(),
            },
        });
    }

    private static JsonObject ReadBody(RequestBody body, ApiRequest request)
    {
        try
        {
            return BodyDecoder.Read(body.Bytes.Span, request.Http.Request.ContentType ?? "") as JsonObject ?? throw new FormatException("an object is wanted");
        }
        catch (FormatException exception)
        {
            throw Errors.BadRequest($"the body of {request.Kind.Plural}/{request.Info.Subresource} cannot be read: {exception.Message}");
        }
    }
}
