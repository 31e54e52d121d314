using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Discovery;

/// <summary>What clients ask first: which groups, versions and resources there are, in the old form and as one aggregated document.</summary>
internal sealed class DiscoveryDocuments(ResourceRegistry resources)
{
    /// <summary>The order in which a real server names its own groups; custom ones follow as they came.</summary>
    private static readonly string[] GroupOrder =
    [
        "apiregistration.k8s.io", "apps", "events.k8s.io", "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch", "certificates.k8s.io",
        "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "storage.k8s.io", "admissionregistration.k8s.io", "apiextensions.k8s.io",
        "scheduling.k8s.io", "coordination.k8s.io", "node.k8s.io", "discovery.k8s.io", "resource.k8s.io", "flowcontrol.apiserver.k8s.io",
    ];

    /// <summary>All groups but the core group.</summary>
    public JsonObject Groups()
    {
        var groups = GroupNames().Select(name => (JsonNode?)GroupOf(name));
        return new JsonObject { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. groups]) };
    }

    /// <summary>One group; null if there is none of this name.</summary>
    public JsonObject? Group(string name)
    {
        if (name.Length == 0 || VersionsOf(name).Count == 0) return null;
        var group = GroupOf(name);
        group.Insert(0, "kind", "APIGroup");
        group.Insert(1, "apiVersion", "v1");
        return group;
    }

    /// <summary>The resources of one version of a group; null if there is none.</summary>
    public JsonObject? Resources(string group, string version)
    {
        var kinds = KindsOf(group, version);
        if (kinds.Count == 0) return null;
        var list = new JsonArray();
        foreach (var kind in kinds)
        {
            list.Add(Resource(kind));
            foreach (var part in kind.Subresources) list.Add(Part(kind, part));
        }

        var document = new JsonObject { ["kind"] = "APIResourceList" };
        // The core group's list has come without a version from the beginning.
        if (group.Length > 0) document["apiVersion"] = "v1";
        document["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}";
        document["resources"] = list;
        return document;
    }

    /// <summary>The aggregated document.</summary>
    /// <param name="isCore">Whether it is about the core group, or about all others.</param>
    /// <param name="apiVersion"><c>apidiscovery.k8s.io/v2</c> or its beta, which is the same.</param>
    public JsonObject Aggregated(bool isCore, string apiVersion)
    {
        IEnumerable<string> names = isCore ? [""] : GroupNames();
        var items = names.Select(name => (JsonNode?)new JsonObject
        {
            ["metadata"] = name.Length == 0 ? [] : new JsonObject { ["name"] = name },
            ["versions"] = new JsonArray([.. VersionsOf(name).Select(version => (JsonNode?)AggregatedVersion(name, version))]),
        });
        return new JsonObject { ["kind"] = "APIGroupDiscoveryList", ["apiVersion"] = apiVersion, ["metadata"] = new JsonObject(), ["items"] = new JsonArray([.. items]) };
    }

    private JsonObject AggregatedVersion(string group, string version) => new()
    {
        ["version"] = version,
        ["resources"] = new JsonArray([.. KindsOf(group, version).Select(static kind => (JsonNode?)AggregatedResource(kind))]),
        ["freshness"] = "Current",
    };

    private static JsonObject AggregatedResource(ResourceKind kind)
    {
        var json = new JsonObject
        {
            ["resource"] = kind.Plural,
            ["responseKind"] = ResponseKind(kind, kind.Kind),
            ["scope"] = kind.IsNamespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular,
            ["verbs"] = Texts(kind.Verbs),
        };
        if (kind.ShortNames.Count > 0) json["shortNames"] = Texts(kind.ShortNames);
        if (kind.Categories.Count > 0) json["categories"] = Texts(kind.Categories);
        if (kind.Subresources.Count == 0) return json;
        json["subresources"] = new JsonArray([.. kind.Subresources.Select(part => (JsonNode?)new JsonObject
        {
            ["subresource"] = part.Name,
            ["responseKind"] = part.Group.Length > 0
                ? new JsonObject { ["group"] = part.Group, ["version"] = part.Version, ["kind"] = part.Kind }
                : ResponseKind(kind, part.Kind),
            ["verbs"] = Texts(part.Verbs),
        })]);
        return json;
    }

    /// <summary>Built-in kinds come without group and version here: those of the list are meant.</summary>
    private static JsonObject ResponseKind(ResourceKind kind, string name) =>
        new() { ["group"] = kind.IsCustom ? kind.Group : "", ["version"] = kind.IsCustom ? kind.Version : "", ["kind"] = name };

    private static JsonObject Resource(ResourceKind kind)
    {
        var json = new JsonObject
        {
            ["name"] = kind.Plural,
            ["singularName"] = kind.Singular,
            ["namespaced"] = kind.IsNamespaced,
            ["kind"] = kind.Kind,
            ["verbs"] = Texts(kind.Verbs),
        };
        if (kind.ShortNames.Count > 0) json["shortNames"] = Texts(kind.ShortNames);
        if (kind.Categories.Count > 0) json["categories"] = Texts(kind.Categories);
        if (kind.HasVerb("watch")) json["storageVersionHash"] = StorageVersionHash(kind);
        return json;
    }

    private static JsonObject Part(ResourceKind kind, Subresource part)
    {
        var json = new JsonObject { ["name"] = $"{kind.Plural}/{part.Name}", ["singularName"] = "", ["namespaced"] = kind.IsNamespaced };
        if (part.Group.Length > 0)
        {
            json["group"] = part.Group;
            json["version"] = part.Version;
        }

        json["kind"] = part.Kind;
        json["verbs"] = Texts(part.Verbs);
        return json;
    }

    private static string StorageVersionHash(ResourceKind kind)
    {
        const int HashLength = 8;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind.StorageGroup}/{kind.StorageVersion}/{kind.Kind}"));
        return Convert.ToBase64String(hash, 0, HashLength);
    }

    private JsonObject GroupOf(string name)
    {
        var versions = VersionsOf(name).Select(version => new JsonObject { ["groupVersion"] = $"{name}/{version}", ["version"] = version }).ToList();
        return new JsonObject
        {
            ["name"] = name,
            ["versions"] = new JsonArray([.. versions.Select(static one => (JsonNode?)one)]),
            ["preferredVersion"] = versions[0].DeepClone(),
        };
    }

    private IEnumerable<string> GroupNames() =>
        resources.All.Select(static kind => kind.Group).Where(static group => group.Length > 0).Distinct().OrderBy(static group => RankOf(group));

    private static int RankOf(string group) => Array.IndexOf(GroupOrder, group) is >= 0 and var rank ? rank : GroupOrder.Length;

    private List<string> VersionsOf(string group) =>
        [.. resources.All.Where(kind => kind.Group == group).Select(static kind => kind.Version).Distinct().OrderDescending(VersionPriority.Instance)];

    private List<ResourceKind> KindsOf(string group, string version) =>
        [.. resources.All.Where(kind => kind.Group == group && kind.Version == version).OrderBy(static kind => kind.Plural, StringComparer.Ordinal)];

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(static one => (JsonNode?)one)]);
}
