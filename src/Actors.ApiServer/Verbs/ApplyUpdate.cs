using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Verbs;

/// <summary>A server-side apply.</summary>
internal sealed class ApplyUpdate : ObjectUpdate
{
    private readonly ApiRequest _request;
    private readonly JsonObject _applied;
    private readonly IReadOnlyCollection<string> _twice;
    private readonly WriteOptions _options;
    private readonly TimeProvider _time;

    /// <param name="request">The request.</param>
    /// <param name="patch">What is to be applied.</param>
    /// <param name="twice">Complaints of what came in it twice.</param>
    /// <param name="options">How it is to be applied.</param>
    /// <param name="time">The server's clock.</param>
    public ApplyUpdate(ApiRequest request, JsonNode? patch, IReadOnlyCollection<string> twice, WriteOptions options, TimeProvider time)
    {
        (_request, _twice, _options, _time) = (request, twice, options, time);
        _applied = patch switch
        {
            JsonObject map => map,
            null => [],
            _ => throw Errors.BadRequest($"error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {GoText.TypeName(patch)} into Go value of type map[string]interface {{}}"),
        };
        CheckType(request.Kind);
        var metadata = ObjectMeta.Of(_applied);
        if (ObjectMeta.Text(metadata, "name").Length == 0) metadata["name"] = request.Name;
        if (request.Kind.IsNamespaced && ObjectMeta.Text(metadata, "namespace").Length == 0) metadata["namespace"] = request.Namespace;
        UpdateVerb.CheckName(request, metadata);
    }

    public override bool CreatesIfAbsent => Subresource.Length == 0;

    public override bool OwnsFieldsItself => true;

    public override JsonObject Apply(JsonObject? current)
    {
        var applied = (JsonObject)_applied.DeepClone();
        var metadata = ObjectMeta.Of(applied);
        if (current is null && ObjectMeta.Text(metadata, "uid") is { Length: > 0 } uid)
            throw Errors.Conflict(_request.Kind, _request.Name, $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
        var result = FieldOwnership.Apply(_request.Kind, Subresource, current, applied, _options, _time.GetUtcNow());
        CheckTwice();
        BodyDecoder.Complete(result, _request.Kind, _options with { FieldValidation = "Ignore" }, _request.Warnings);
        if (current is not null && !ObjectMeta.Of(result).ContainsKey("resourceVersion"))
            ObjectMeta.Take(ObjectMeta.Of(result), ObjectMeta.Of(current), "resourceVersion");
        return result;
    }

    private void CheckType(ResourceKind kind)
    {
        var (version, name) = (ObjectMeta.Text(_applied, "apiVersion"), ObjectMeta.Text(_applied, "kind"));
        if (version == kind.ApiVersion && name == kind.Kind) return;
        throw Errors.BadRequest($"invalid object type: {(version.Contains('/', StringComparison.Ordinal) ? version : $"/{version}")}, Kind={name}");
    }

    /// <summary>Fields the kind does not have cannot be applied at all; those that come twice are held against the request as it wants it.</summary>
    private void CheckTwice()
    {
        if (_twice.Count == 0 || _options.FieldValidation == "Ignore") return;
        if (_options.FieldValidation == "Strict") throw Errors.BadRequest($"error strict decoding YAML: {string.Join(", ", _twice)}");
        _request.Warnings.AddRange(_twice);
    }
}
