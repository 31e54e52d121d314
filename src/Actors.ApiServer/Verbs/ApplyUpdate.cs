using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Verbs;

/// <summary>A server-side apply.</summary>
internal sealed class ApplyUpdate : ObjectUpdate
{
    private readonly ApiRequest _request;
    private readonly JsonObject _applied;
    private readonly WriteOptions _options;
    private readonly TimeProvider _time;

    public ApplyUpdate(ApiRequest request, JsonNode? patch, WriteOptions options, TimeProvider time)
    {
        (_request, _options, _time) = (request, options, time);
        _applied = patch as JsonObject ?? throw Errors.BadRequest("error decoding YAML: an object is wanted");
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
        CheckFields(applied);
        var result = FieldOwnership.Apply(_request.Kind, Subresource, current, applied, _options, _time.GetUtcNow());
        BodyDecoder.Complete(result, _request.Kind, _options with { FieldValidation = "Ignore" }, _request.Warnings);
        if (current is not null && !ObjectMeta.Of(result).ContainsKey("resourceVersion"))
            ObjectMeta.Take(ObjectMeta.Of(result), ObjectMeta.Of(current), "resourceVersion");
        return result;
    }

    private void CheckType(ResourceKind kind)
    {
        var (version, name) = (ObjectMeta.Text(_applied, "apiVersion"), ObjectMeta.Text(_applied, "kind"));
        if (name.Length == 0) throw Errors.BadRequest("Object 'Kind' is missing in the applied configuration");
        if (version != kind.ApiVersion || name != kind.Kind)
            throw Errors.BadRequest($"invalid object type: {version}, Kind={name}; {kind.ApiVersion}, Kind={kind.Kind} is wanted");
    }

    /// <summary>Looks for fields the kind does not have, on a copy: what is applied must stay as it was sent, without defaults.</summary>
    private void CheckFields(JsonObject applied)
    {
        if (_options.FieldValidation != "Ignore") BodyDecoder.Complete((JsonObject)applied.DeepClone(), _request.Kind, _options, _request.Warnings);
    }
}
