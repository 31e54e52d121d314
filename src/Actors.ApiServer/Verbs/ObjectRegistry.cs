using System.Buffers.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;
using Actors.ApiServer.Storage;
using Actors.Kubernetes.Models;
using Actors.Objects;

namespace Actors.ApiServer.Verbs;

/// <summary>
/// What all objects have in common when they come, change and go, over the store: names, versions, generations, finalizers, preconditions (the part of
/// <c>k8s.io/apiserver/pkg/registry/generic</c>). Requests and the server's own workers both write through it.
/// </summary>
internal sealed partial class ObjectRegistry
{
    private const int GeneratedNameTries = 8;
    private const int LongestGeneratedPrefix = 58;
    private const int GeneratedLength = 5;

    /// <summary>Without vowels and what looks alike, as Kubernetes chooses them.</summary>
    private const string GeneratedAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    private readonly Store _store;
    private readonly ResourceRegistry _resources;
    private readonly TimeProvider _time;

    public ObjectRegistry(Store store, ResourceRegistry resources, TimeProvider time)
    {
        (_store, _resources, _time) = (store, resources, time);
        // Their past begins with the server's, whoever asks first.
        foreach (var kind in resources.All) LogOf(kind);
    }

    public Store Store => _store;

    public ResourceRegistry Resources => _resources;

    public TimeProvider Time => _time;

    /// <summary>The stored object.</summary>
    /// <exception cref="StatusException">There is none.</exception>
    public KubernetesObject Get(ResourceKind kind, string @namespace, string name) =>
        LogOf(kind).Objects.TryGet(kind.Key(@namespace, name), out var found) ? found : throw Errors.NotFound(kind, name);

    public ResourceLog LogOf(ResourceKind kind) => _store.Of(kind.StorageResource);

    /// <summary>An object as JSON to work with, in the version of a kind.</summary>
    public static JsonObject Parse(KubernetesObject stored, ResourceKind kind)
    {
        var value = (JsonObject)JsonBody.Read(stored.Json.Span).Value!;
        if (kind.StorageRules is not null) kind.Rules.Convert(value);
        else if (IsOutdated(stored, kind)) kind.Rules.Refresh(value);
        return value;
    }

    /// <summary>Whether an object was stored under an earlier definition of its kind, and may be another under the one in force.</summary>
    public static bool IsOutdated(KubernetesObject stored, ResourceKind kind) =>
        kind.Definition is { Since: > 0 and var since } && Utf8Parser.TryParse(stored.ResourceVersionUtf8, out ulong version, out _) && version <= since;

    /// <summary>An object in the version it is stored in.</summary>
    private static JsonObject ToStorage(JsonObject value, ResourceKind kind)
    {
        if (kind.StorageRules is not { } rules) return value;
        var stored = (JsonObject)value.DeepClone();
        rules.Convert(stored);
        return stored;
    }

    /// <summary>Stores a new object.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="namespace">Its namespace; empty for an object of the whole cluster.</param>
    /// <param name="value">The object, decoded.</param>
    /// <param name="options">How.</param>
    /// <param name="isApply">Whether its managedFields are set already.</param>
    /// <returns>The object as it was stored; of a dry run, as it would have been.</returns>
    public KubernetesObject Create(ResourceKind kind, string @namespace, JsonObject value, WriteOptions options, bool isApply = false)
    {
        var metadata = ObjectMeta.Of(value);
        CheckNamespace(kind, @namespace, metadata);
        if (kind.IsCustom && kind.HasStatus) value.Remove("status");
        metadata.Remove("deletionTimestamp");
        metadata.Remove("deletionGracePeriodSeconds");
        metadata.Remove("generation");
        metadata["creationTimestamp"] = Now();
        metadata["uid"] = Guid.NewGuid().ToString();
        if (!isApply) OwnFields(kind, null, value, options, "");
        if (kind.IsNamespaced) CheckNamespaceTakesMore(kind, @namespace, ObjectMeta.Text(metadata, "name"));
        if (kind.HasGeneration) metadata["generation"] = 1;
        kind.Rules.PrepareForCreate(value);
        var isGenerated = ObjectMeta.Text(metadata, "name").Length == 0 && ObjectMeta.Text(metadata, "generateName").Length > 0;
        for (var attempt = 1; ; attempt++)
        {
            if (isGenerated) metadata["name"] = GenerateName(ObjectMeta.Text(metadata, "generateName"));
            if (TryCreate(kind, @namespace, value, options, out var created)) return created;
            if (!isGenerated || attempt == GeneratedNameTries) throw Errors.AlreadyExists(kind, ObjectMeta.Text(metadata, "name"));
        }
    }

    private bool TryCreate(ResourceKind kind, string @namespace, JsonObject value, WriteOptions options, out KubernetesObject created)
    {
        var metadata = ObjectMeta.Of(value);
        var name = ObjectMeta.Text(metadata, "name");
        var errors = new List<FieldError>();
        if (!kind.Rules.ChecksMetadata) ObjectMetaValidator.Validate(metadata, kind.IsNamespaced, RuleOf(kind.NameRule), errors);
        errors.AddRange(kind.Rules.Validate(value, null));
        if (errors.Count > 0) throw Errors.Invalid(kind.Group, kind.Kind, name, errors);
        if (ObjectMeta.Text(metadata, "resourceVersion").Length > 0) throw Errors.Plain("resourceVersion should not be set on objects to be created");
        var key = kind.Key(@namespace, name);
        if (options.IsDryRun)
        {
            created = default;
            if (LogOf(kind).Objects.TryGet(key, out _)) return false;
            created = KubernetesObject.Parse(WithoutVersion(value, kind), ObjectContent.Whole);
            return true;
        }

        return _store.TryCreate(LogOf(kind), key, ObjectWriter.Draft(ToStorage(value, kind), kind), out created);
    }

    private static Schemas.NameRule RuleOf(Resources.NameRule rule) => rule switch
    {
        Actors.ApiServer.Resources.NameRule.Label => NameRules.Dns1123Label,
        Actors.ApiServer.Resources.NameRule.ServiceLabel => NameRules.Dns1035Label,
        Actors.ApiServer.Resources.NameRule.PathSegment => NameRules.PathSegment,
        _ => NameRules.Dns1123Subdomain,
    };

    private static byte[] WithoutVersion(JsonObject value, ResourceKind kind)
    {
        value = ToStorage(value, kind);
        value["kind"] = kind.Kind;
        value["apiVersion"] = kind.StorageApiVersion;
        return ObjectWriter.Bytes(value);
    }

    private static void CheckNamespace(ResourceKind kind, string @namespace, JsonObject metadata)
    {
        var given = ObjectMeta.Text(metadata, "namespace");
        if (!kind.IsNamespaced)
        {
            // A namespace on an object of the whole cluster is for validation to refuse.
            return;
        }

        if (given.Length > 0 && given != @namespace) throw Errors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        metadata["namespace"] = @namespace;
    }

    private void CheckNamespaceTakesMore(ResourceKind kind, string @namespace, string name)
    {
        var namespaces = _resources.Find("", "v1", "namespaces")!;
        if (!LogOf(namespaces).Objects.TryGet(@namespace, out var found)) throw Errors.NotFound(namespaces, @namespace);
        if (!found.IsBeingDeleted) return;
        throw Errors.Forbidden(
            kind,
            name,
            $"unable to create new content in namespace {@namespace} because it is being terminated",
            new StatusCause("NamespaceTerminating", $"namespace {@namespace} is being terminated", "metadata.namespace"));
    }

    private static string GenerateName(string prefix)
    {
        if (prefix.Length > LongestGeneratedPrefix) prefix = prefix[..LongestGeneratedPrefix];
        return prefix + string.Create(GeneratedLength, 0, static (text, _) => Random.Shared.GetItems(GeneratedAlphabet, text));
    }

    private string Now() => new Time(_time.GetUtcNow()).ToString();
}
