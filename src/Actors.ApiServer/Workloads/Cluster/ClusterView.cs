using Actors.Objects;

namespace Actors.ApiServer.Workloads;

/// <summary>The objects controllers decide by, as far as their changes have been observed, with what is needed to find those that belong together.</summary>
internal sealed class ClusterView
{
    private readonly Dictionary<string, Dictionary<string, ClusterObject>> _objects = new(StringComparer.Ordinal);
    private readonly ClusterIndex _owned = new();
    private readonly ClusterIndex _podsByLabel = new();
    private readonly ClusterIndex _podsByNamespace = new();
    private readonly ClusterIndex _podsByNode = new();
    private readonly ClusterIndex _podsByClaim = new();
    private readonly ClusterIndex _servicesByLabel = new();
    private readonly ClusterIndex _volumesByClaim = new();

    /// <summary>Under which label each service is, by its uid.</summary>
    private readonly Dictionary<string, string> _serviceLabels = new(StringComparer.Ordinal);

    /// <summary>Takes note of an object that was added or changed, or with <paramref name="isGone"/> deleted.</summary>
    /// <returns>The object as it is or last was, and as it was before if it was known.</returns>
    public ClusterChange Observe(string resource, KubernetesObject stored, bool isGone = false)
    {
        if (!_objects.TryGetValue(resource, out var all)) _objects[resource] = all = new Dictionary<string, ClusterObject>(StringComparer.Ordinal);
        var value = new ClusterObject(resource, stored);
        if (all.Remove(value.Key, out var previous))
        {
            Index(previous, static (index, text, one) => index.Remove(text, one));
            if (_serviceLabels.Remove(previous.Uid, out var label)) _servicesByLabel.Remove(label, previous);
        }

        if (!isGone)
        {
            all[value.Key] = value;
            Index(value, static (index, text, one) => index.Add(text, one));
            if (resource == ResourceNames.Services) IndexService(value);
        }

        return new ClusterChange(value, previous, isGone);
    }

    public ClusterObject? Find(string resource, string @namespace, string name) => Find(resource, ClusterObject.KeyOf(@namespace, name));

    public ClusterObject? Find(string resource, string key) => _objects.TryGetValue(resource, out var all) ? all.GetValueOrDefault(key) : null;

    public IReadOnlyCollection<ClusterObject> All(string resource) => _objects.TryGetValue(resource, out var all) ? all.Values : [];

    /// <summary>The objects of a resource that an owner manages.</summary>
    public List<ClusterObject> OwnedBy(ClusterObject owner, string resource) => [.. _owned[owner.Uid].Where(one => one.Resource == resource)];

    /// <summary>The pods of a node that have not ended; with no name, those that have no node yet.</summary>
    public IReadOnlyCollection<ClusterObject> PodsOn(string node) => _podsByNode[node];

    public int CountPodsOn(string node) => _podsByNode.CountOf(node);

    public IReadOnlyCollection<ClusterObject> PodsWithClaim(ClusterObject claim) => _podsByClaim[claim.Key];

    /// <summary>The volumes that belong to the claim of a key; with no key, those that belong to none.</summary>
    public IReadOnlyCollection<ClusterObject> VolumesOf(string claim) => _volumesByClaim[claim];

    public IReadOnlyCollection<ClusterObject> PodsIn(string @namespace) => _podsByNamespace[@namespace];

    public IReadOnlyCollection<ClusterObject> PodsLabelled(string @namespace, string label, string value) => _podsByLabel[LabelKey(@namespace, label, value)];

    public int CountPodsLabelled(string @namespace, string label, string value) => _podsByLabel.CountOf(LabelKey(@namespace, label, value));

    /// <summary>The services that may select a pod: those of which it fits one condition.</summary>
    public IEnumerable<ClusterObject> ServicesFor(ClusterObject pod) =>
        pod.Pod.Labels.SelectMany(label => _servicesByLabel[LabelKey(pod.Namespace, label.Key, label.Value)]);

    private void Index(ClusterObject value, Action<ClusterIndex, string, ClusterObject> act)
    {
        if (value.ControllerUid.Length > 0) act(_owned, value.ControllerUid, value);
        if (value.Resource == ResourceNames.Pods) IndexPod(value, act);
        if (value.Resource == ResourceNames.Volumes) act(_volumesByClaim, value.VolumeClaim, value);
    }

    /// <summary>Under the condition that fewest others have: where all have one in common, such as the application, each pod would concern them all.</summary>
    private void IndexService(ClusterObject service)
    {
        var conditions = ServiceSelector.Of(service.Parse());
        if (conditions.Count == 0) return;
        var label = conditions.Select(one => LabelKey(service.Namespace, one.Key, one.Value)).MinBy(_servicesByLabel.CountOf)!;
        _serviceLabels[service.Uid] = label;
        _servicesByLabel.Add(label, service);
    }

    private void IndexPod(ClusterObject pod, Action<ClusterIndex, string, ClusterObject> act)
    {
        act(_podsByNamespace, pod.Namespace, pod);
        foreach (var (label, value) in pod.Pod.Labels) act(_podsByLabel, LabelKey(pod.Namespace, label, value), pod);
        if (!pod.Pod.IsFinished) act(_podsByNode, pod.Pod.NodeName, pod);
        foreach (var claim in pod.Pod.Claims) act(_podsByClaim, ClusterObject.KeyOf(pod.Namespace, claim), pod);
    }

    private static string LabelKey(string @namespace, string label, string value) => $"{@namespace}/{label}={value}";
}

/// <summary>A change of one object.</summary>
/// <param name="Value">The object as it is; as it last was if it is gone.</param>
/// <param name="Previous">The object as it was; null if it was not known.</param>
/// <param name="IsGone">Whether it is gone.</param>
internal readonly record struct ClusterChange(ClusterObject Value, ClusterObject? Previous, bool IsGone)
{
    /// <summary>The object as it was and as it is.</summary>
    public IEnumerable<ClusterObject> Both => Previous is null ? [Value] : [Value, Previous];
}
