using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.Schemas;
using Actors.Objects;

namespace Actors.ApiServer.Workloads;

/// <summary>An object of the cluster at one version, as controllers see it.</summary>
/// <param name="resource">Its resource, such as <c>deployments.apps</c>.</param>
/// <param name="stored">The object.</param>
internal sealed class ClusterObject(string resource, KubernetesObject stored)
{
    private readonly OwnerReferenceView? _controller = stored.Controller;

    public string Resource { get; } = resource;

    public KubernetesObject Stored { get; } = stored;

    public string Name { get; } = stored.Name;

    public string Namespace { get; } = stored.Namespace;

    public string Uid { get; } = stored.Uid;

    /// <summary>Its namespace and name, or its name if it has no namespace.</summary>
    public string Key => KeyOf(Namespace, Name);

    /// <summary>The uid of the object that manages it; empty if none does.</summary>
    public string ControllerUid => _controller?.Uid ?? "";

    /// <summary>The name of the object that manages it; empty if none does.</summary>
    public string ControllerName => _controller?.Name ?? "";

    /// <summary>The kind of the object that manages it; empty if none does.</summary>
    public string ControllerKind => _controller?.Kind ?? "";

    public bool IsBeingDeleted { get; } = stored.IsBeingDeleted;

    public DateTimeOffset CreatedAt => Stored.CreationTimestamp ?? DateTimeOffset.MinValue;

    /// <summary>What controllers want to know of a pod; only of pods.</summary>
    public PodFacts Pod => field ??= PodFacts.Of(Parse(), Stored);

    /// <summary>What controllers want to know of a node; only of nodes.</summary>
    public NodeFacts Node => field ??= NodeFacts.Of(Parse(), Stored);

    /// <summary>The key of the claim a volume belongs to; empty if it belongs to none. Only of volumes.</summary>
    public string VolumeClaim => field ??= ClaimOf(Parse().At("spec", "claimRef"));

    /// <summary>The object to read or change; each call gives another copy.</summary>
    public JsonObject Parse() => (JsonObject)JsonBody.Read(Stored.Json.Span).Value!;

    public static string KeyOf(string @namespace, string name) => @namespace.Length == 0 ? name : $"{@namespace}/{name}";

    private static string ClaimOf(JsonNode? reference) => reference is null ? "" : KeyOf(reference.Text("namespace"), reference.Text("name"));

    public override string ToString() => $"{Resource} {Key}";
}
