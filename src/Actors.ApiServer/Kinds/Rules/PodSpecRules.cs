using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>What pods, and the templates of pods, have to meet beyond the rules of single fields.</summary>
internal static class PodSpecRules
{
    private const string OneSource = "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`";

    private static readonly string[] Lists = ["initContainers", "containers"];
    private static readonly string[] Handlers = ["exec", "httpGet", "tcpSocket", "grpc"];

    public static void Spec(JsonObject spec, FieldPath path, List<FieldError> errors)
    {
        Unique(spec, "volumes", path, errors);
        var volumes = spec.Objects("volumes").Select(static one => one.Text("name")).ToHashSet();

        // The claims of a StatefulSet are volumes of its pods.
        var claims = spec.Parent?.Parent is JsonObject around ? around.Objects("volumeClaimTemplates") : [];
        volumes.UnionWith(claims.Select(static one => one.Text("metadata", "name")));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in Lists)
        {
            var index = 0;
            foreach (var container in spec.Objects(list))
            {
                var at = path.Child(list).Index(index++);
                var name = container.Text("name");
                if (name.Length > 0 && !names.Add(name)) errors.Add(FieldError.Duplicate(at.Child("name"), name));
                Mounts(container, volumes, at.Child("volumeMounts"), errors);
            }
        }

        if (spec.IsTrue("hostNetwork")) HostPorts(spec, path.Child("containers"), errors);
    }

    public static void Container(JsonObject container, FieldPath path, List<FieldError> errors)
    {
        Unique(container, "ports", path, errors);
        var index = 0;
        foreach (var variable in container.Objects("env"))
        {
            var at = path.Child("env").Index(index++);
            if (variable["valueFrom"] is not JsonObject source) continue;
            if (variable.Text("value").Length > 0) errors.Add(FieldError.Invalid(at.Child("valueFrom"), "", "may not be specified when `value` is not empty"));
            if (source.Count == 0) errors.Add(FieldError.Invalid(at.Child("valueFrom"), "", OneSource));
        }

        foreach (var probe in (ReadOnlySpan<string>)["livenessProbe", "startupProbe"])
        {
            if (container[probe] is JsonObject given && given.Number("successThreshold") != 1)
                errors.Add(FieldError.Invalid(path.Child(probe, "successThreshold"), given.Number("successThreshold"), "must be 1"));
        }
    }

    public static void Volume(JsonObject volume, FieldPath path, List<FieldError> errors)
    {
        foreach (var (source, _) in volume.Where(static member => member.Key != "name" && member.Value is not null).Skip(1))
            errors.Add(FieldError.Forbidden(path.Child(source), "may not specify more than 1 volume type"));
    }

    public static void Probe(JsonObject probe, FieldPath path, List<FieldError> errors)
    {
        var given = Handlers.Where(probe.ContainsKey).ToArray();
        if (given.Length == 0) errors.Add(FieldError.Required(path, "must specify a handler type"));
        foreach (var more in given.Skip(1)) errors.Add(FieldError.Forbidden(path.Child(more), "may not specify more than 1 handler type"));
    }

    public static void Toleration(JsonObject toleration, FieldPath path, List<FieldError> errors)
    {
        var exists = toleration.Text("operator") == "Exists";
        if (toleration.Text("key").Length == 0 && !exists)
        {
            errors.Add(FieldError.Invalid(
                path.Child("operator"),
                toleration.Text("operator"),
                "operator must be Exists when `key` is empty, which means \"match all values and all keys\""));
        }

        if (exists && toleration.Text("value").Length > 0)
            errors.Add(FieldError.Invalid(path.Child("operator"), toleration, "value must be empty when `operator` is 'Exists'"));
        if (toleration["tolerationSeconds"] is not null && toleration.Text("effect") != "NoExecute")
            errors.Add(FieldError.Invalid(path.Child("effect"), toleration.Text("effect"), "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }

    private static void Unique(JsonObject value, string list, FieldPath path, List<FieldError> errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var item in value.Objects(list))
        {
            var name = item.Text("name");
            if (name.Length > 0 && !names.Add(name)) errors.Add(FieldError.Duplicate(path.Child(list).Index(index).Child("name"), name));
            index++;
        }
    }

    private static void Mounts(JsonObject container, HashSet<string> volumes, FieldPath path, List<FieldError> errors)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var mount in container.Objects("volumeMounts"))
        {
            var at = path.Index(index++);
            var (name, place) = (mount.Text("name"), mount.Text("mountPath"));
            if (name.Length > 0 && !volumes.Contains(name)) errors.Add(FieldError.NotFound(at.Child("name"), name));
            if (place.Length > 0 && !paths.Add(place)) errors.Add(FieldError.Invalid(at.Child("mountPath"), place, "must be unique"));
        }
    }

    private static void HostPorts(JsonObject spec, FieldPath path, List<FieldError> errors)
    {
        var container = 0;
        foreach (var one in spec.Objects("containers"))
        {
            var ports = path.Index(container++).Child("ports");
            var index = 0;
            foreach (var port in one.Objects("ports"))
            {
                var at = ports.Index(index++).Child("hostPort");
                if (port["hostPort"] is { } host && !host.IsSameAs(port["containerPort"]))
                    errors.Add(FieldError.Invalid(at, host.Number(), "must match `containerPort` when `hostNetwork` is true"));
            }
        }
    }
}
