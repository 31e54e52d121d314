using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Verbs;

namespace Actors.ApiServer.Workloads;

/// <summary>Writes events. One that tells the same again as a late one counts up instead.</summary>
internal sealed class EventRecorder(ObjectRegistry registry)
{
    private const int RememberedMax = 4096;

    private readonly ResourceKind _kind = registry.Resources.Find("", "v1", "events")!;
    private readonly Dictionary<(string Uid, string Reason, string Message), string> _names = [];
    private long _lastName;

    public void Record(EventWrite write, string component)
    {
        var about = write.About;
        var @namespace = about.Namespace.Length == 0 ? "default" : about.Namespace;
        var text = (about.Uid, write.Reason, write.Message);
        if (_names.TryGetValue(text, out var known) && registry.LogOf(_kind).Objects.TryGet(_kind.Key(@namespace, known), out _))
        {
            CountUp(@namespace, known);
            return;
        }

        var now = registry.Time.GetUtcNow();
        _lastName = Math.Max(_lastName + 1, now.Ticks);
        var name = string.Create(CultureInfo.InvariantCulture, $"{about.Name}.{_lastName:x16}");
        var value = ToJson(write, component, name, @namespace, now);
        _kind.Rules.Decode(value);
        registry.Create(_kind, @namespace, value, WriteOptions.Internal);
        if (_names.Count >= RememberedMax) _names.Clear();
        _names[text] = name;
    }

    private void CountUp(string @namespace, string name) => registry.Update(
        _kind,
        @namespace,
        name,
        new FunctionUpdate(value =>
        {
            value["count"] = (ObjectMeta.Number(value, "count") ?? 1) + 1;
            value["lastTimestamp"] = Times.Write(registry.Time.GetUtcNow());
            return value;
        }),
        WriteOptions.Internal);

    private static JsonObject ToJson(EventWrite write, string component, string name, string @namespace, DateTimeOffset now)
    {
        var about = write.About;
        var (apiVersion, kind) = ResourceNames.TypeOf(about.Resource);
        var involved = new JsonObject { ["kind"] = kind, ["name"] = about.Name, ["uid"] = about.Uid, ["apiVersion"] = apiVersion };
        if (about.Namespace.Length > 0) involved["namespace"] = about.Namespace;
        if (about.Stored.ResourceVersion is { Length: > 0 } version) involved["resourceVersion"] = version;
        if (write.FieldPath is not null) involved["fieldPath"] = write.FieldPath;
        var source = new JsonObject { ["component"] = component };
        if (component == PodKubelet.ComponentName && about.Resource == ResourceNames.Pods) source["host"] = about.Pod.NodeName;
        return new JsonObject
        {
            ["kind"] = "Event",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = @namespace },
            ["involvedObject"] = involved,
            ["reason"] = write.Reason,
            ["message"] = write.Message,
            ["source"] = source,
            ["firstTimestamp"] = Times.Write(now),
            ["lastTimestamp"] = Times.Write(now),
            ["count"] = 1L,
            ["type"] = write.IsWarning ? "Warning" : "Normal",
            ["reportingComponent"] = component,
            ["reportingInstance"] = source["host"]?.DeepClone() ?? "",
        };
    }
}
