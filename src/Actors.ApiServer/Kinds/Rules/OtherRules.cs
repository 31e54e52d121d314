using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>What kinds with one or two rules have to meet.</summary>
internal static class OtherRules
{
    public static void DisruptionBudget(JsonObject value, JsonObject? old, List<FieldError> errors)
    {
        if (value.At("spec", "minAvailable") is not null && value.At("spec", "maxUnavailable") is not null)
            errors.Add(FieldError.Invalid("spec", value["spec"], "minAvailable and maxUnavailable cannot be both set"));
    }

    public static void Autoscaler(JsonObject value, JsonObject? old, List<FieldError> errors)
    {
        var most = value.Number("spec", "maxReplicas");
        if (most < value.Number("spec", "minReplicas"))
            errors.Add(FieldError.Invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`"));
    }

    public static void Binding(JsonObject value, JsonObject? old, List<FieldError> errors)
    {
        if (value.Text("kind") == "ClusterRoleBinding" && value.Text("roleRef", "kind") == "Role")
            errors.Add(FieldError.NotSupported("roleRef.kind", "Role", ["ClusterRole"]));
        var index = 0;
        foreach (var subject in value.Objects("subjects"))
        {
            var path = ((FieldPath)"subjects").Index(index++);
            var isAccount = subject.Text("kind") == "ServiceAccount";
            if (isAccount && subject.Text("namespace").Length == 0) errors.Add(FieldError.Required(path.Child("namespace")));
            var group = isAccount ? "" : "rbac.authorization.k8s.io";
            if (subject.Text("apiGroup") != group) errors.Add(FieldError.NotSupported(path.Child("apiGroup"), subject.Text("apiGroup"), [group]));
        }
    }

    public static void Ingress(JsonObject value, JsonObject? old, List<FieldError> errors)
    {
        if (value.At("spec", "defaultBackend") is null && !value.Objects("spec", "rules").Any())
            errors.Add(FieldError.Invalid("spec", value["spec"], "either `defaultBackend` or `rules` must be specified"));
        var rule = 0;
        foreach (var one in value.Objects("spec", "rules"))
        {
            var paths = ((FieldPath)"spec.rules").Index(rule++).Child("http", "paths");
            var index = 0;
            foreach (var route in one.Objects("http", "paths"))
            {
                var path = paths.Index(index++);
                if (route.Text("pathType") is "Exact" or "Prefix" && !route.Text("path").StartsWith('/'))
                    errors.Add(FieldError.Invalid(path.Child("path"), route.Text("path"), "must be an absolute path"));
                Backend(route["backend"], path.Child("backend"), errors);
            }
        }

        Backend(value.At("spec", "defaultBackend"), "spec.defaultBackend", errors);
    }

    private static void Backend(JsonNode? backend, FieldPath path, List<FieldError> errors)
    {
        if (backend is null) return;
        var (service, resource) = (backend.At("service"), backend.At("resource"));
        if (service is null == resource is null)
        {
            const string One = "exactly one of `service` or `resource` must be specified";
            errors.Add(service is null ? FieldError.Required(path, "a service or resource must be specified") : FieldError.Invalid(path, "", One));
        }
    }
}
