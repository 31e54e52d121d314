using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>The templates a workload has had, each kept in a ControllerRevision named after it.</summary>
internal sealed class RevisionHistory
{
    public const string HashLabel = "controller-revision-hash";

    private readonly List<ClusterObject> _revisions;

    private RevisionHistory(string current, JsonNode template, List<ClusterObject> revisions) => (Name, Template, _revisions) = (current, template, revisions);

    /// <summary>The name of the revision of the present template.</summary>
    public string Name { get; }

    /// <summary>The present template.</summary>
    public JsonNode Template { get; }

    /// <summary>What pods of it have as their <see cref="HashLabel"/>, which of a StatefulSet is its whole name.</summary>
    public string Hash => Name[(Name.LastIndexOf('-') + 1)..];

    /// <summary>The history of a workload, to which the present template is added if it is new.</summary>
    public static RevisionHistory Of(ClusterObject value, JsonObject workload, ClusterView cluster, Decision decision)
    {
        var template = workload.At("spec", "template")!;
        var revisions = cluster.OwnedBy(value, ResourceNames.Revisions).OrderBy(NumberOf).ToList();
        var data = Data(template);
        var same = revisions.FindLast(one => one.Parse()["data"].IsSameAs(data));
        var next = revisions.Count == 0 ? 1 : NumberOf(revisions[^1]) + 1;
        var name = same?.Name ?? FreeName(value, template, data, cluster, out same);
        if (!value.IsBeingDeleted)
        {
            if (same is null) Create(value, workload, name, data, next, decision);
            else if (same.ControllerUid.Length == 0) Ownership.Adopt(same, value, decision);
            else if (same != revisions[^1]) Renew(same, next, decision);
        }

        return new RevisionHistory(name, template, revisions);
    }

    /// <summary>The template of a revision; the present one if there is no such revision.</summary>
    public JsonNode TemplateOf(string revision)
    {
        if (revision == Name || _revisions.Find(one => one.Name == revision) is not { } found) return Template;
        var template = (JsonObject)found.Parse().At("data", "spec", "template")!.DeepClone();
        template.Remove("$patch");
        return template;
    }

    /// <summary>Deletes the oldest revisions no pod is of, so that as many remain as the workload wants to keep.</summary>
    public void Trim(JsonObject workload, IEnumerable<string> inUse, Decision decision)
    {
        var kept = workload.At("spec").NumberOrNull("revisionHistoryLimit") ?? 10;
        var used = inUse.Append(Name).ToHashSet(StringComparer.Ordinal);
        var spent = _revisions.Where(one => !used.Contains(one.Name)).ToList();
        foreach (var one in spent.Take((int)Math.Max(0, spent.Count - kept))) decision.Delete(one);
    }

    /// <summary>A name that is free, or that of a revision which says the same and has lost its owner.</summary>
    private static string FreeName(ClusterObject value, JsonNode template, JsonObject data, ClusterView cluster, out ClusterObject? orphan)
    {
        for (var collisions = 0; ; collisions++)
        {
            var name = $"{value.Name}-{PodTemplate.HashOf(template, collisions)}";
            orphan = cluster.Find(ResourceNames.Revisions, value.Namespace, name);
            if (orphan is null || (orphan.ControllerUid.Length == 0 && orphan.Parse()["data"].IsSameAs(data))) return name;
        }
    }

    private static void Create(ClusterObject value, JsonObject workload, string name, JsonObject data, long number, Decision decision)
    {
        var revision = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = value.Namespace,
                ["labels"] = workload.At("spec", "selector", "matchLabels")?.DeepClone() ?? new JsonObject(),
                ["ownerReferences"] = new JsonArray(Ownership.Reference(value)),
            },
            ["data"] = data,
            ["revision"] = number,
        };
        PodTemplate.SetLabel(revision, HashLabel, name[(name.LastIndexOf('-') + 1)..]);
        decision.Create(ResourceNames.Revisions, revision);
    }

    /// <summary>A template that comes back becomes the latest again.</summary>
    private static void Renew(ClusterObject revision, long number, Decision decision)
    {
        var value = revision.Parse();
        value["revision"] = number;
        decision.Update(revision, value);
    }

    private static JsonObject Data(JsonNode template)
    {
        var copy = (JsonObject)template.DeepClone();
        copy["$patch"] = "replace";
        return new JsonObject { ["spec"] = new JsonObject { ["template"] = copy } };
    }

    private static long NumberOf(ClusterObject revision) => revision.Parse().Number("revision");
}
