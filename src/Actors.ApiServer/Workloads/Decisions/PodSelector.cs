using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Workloads;

/// <summary>Selects pods by a selector as workloads have it.</summary>
internal sealed class PodSelector
{
    private readonly List<LabelRequirement> _requirements;

    /// <param name="selector">With <c>matchLabels</c>, <c>matchExpressions</c> or both; nothing selects no pod.</param>
    public PodSelector(JsonNode? selector)
    {
        var labels = (selector.At("matchLabels") as JsonObject ?? []).Select(static one => new LabelRequirement(one.Key, LabelOperator.Equal, one.Value.Text()));
        var expressions = selector.Objects("matchExpressions")
            .Select(static one => new LabelRequirement(one.Text("key"), Enum.Parse<LabelOperator>(one.Text("operator")), one.Texts("values")));
        _requirements = [.. labels, .. expressions];
    }

    public bool Matches(PodFacts pod) => _requirements.Count > 0 && _requirements.TrueForAll(one => one.Matches(pod.Labels.GetValueOrDefault(one.Key)));

    /// <summary>The pods of a namespace it selects.</summary>
    public IEnumerable<ClusterObject> Find(ClusterView cluster, string @namespace)
    {
        var rarest = _requirements.Where(static one => one.Operator is LabelOperator.Equal).MinBy(one => cluster.CountPodsLabelled(@namespace, one.Key, one.Values[0]));
        var candidates = rarest is null ? cluster.PodsIn(@namespace) : cluster.PodsLabelled(@namespace, rarest.Key, rarest.Values[0]);
        return candidates.Where(pod => Matches(pod.Pod));
    }
}
