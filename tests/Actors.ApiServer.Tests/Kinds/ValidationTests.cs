using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Tests.Kinds;

public sealed class ValidationTests
{
    private const string Pod = """{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"c","image":"a"}]}}""";

    private const string Deployment =
        """{"apiVersion":"apps/v1","kind":"Deployment","spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"a"}]}}}}""";

    private const string StatefulSet =
        """{"apiVersion":"apps/v1","kind":"StatefulSet","spec":{"serviceName":"s","selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"a","volumeMounts":[{"name":"d","mountPath":"/d"}]}]}},"volumeClaimTemplates":[{"metadata":{"name":"d"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]}}""";

    private const string Job =
        """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j","uid":"u"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"a"}]}}}}""";

    private const string Service = """{"apiVersion":"v1","kind":"Service","spec":{"clusterIP":"10.96.0.9","ports":[{"port":80}]}}""";

    private const string Claim =
        """{"apiVersion":"v1","kind":"PersistentVolumeClaim","spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"2Gi"}}}}""";

    private const string CronJob =
        """{"apiVersion":"batch/v1","kind":"CronJob","spec":{"schedule":"*/5 * * * mon-fri","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"a"}]}}}}}}""";

    private const string Volume =
        """{"apiVersion":"v1","kind":"PersistentVolume","spec":{"capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"],"hostPath":{"path":"/x"}}}""";

    private const string Secret = """{"apiVersion":"v1","kind":"Secret","data":{"a":"YQ=="},"immutable":true}""";

    private const string Ingress =
        """{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","spec":{"rules":[{"host":"a","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"s","port":{"number":80}}}}]}}]}}""";

    private const string Binding =
        """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","roleRef":{"kind":"ClusterRole","name":"r"},"subjects":[{"kind":"User","name":"u"}]}""";

    private const string Role =
        """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","rules":[{"verbs":["get"],"resources":["pods"],"apiGroups":[""]}]}""";

    private const string Webhook =
        """{"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration","webhooks":[{"name":"a.b.c","clientConfig":{"url":"https://a/"},"rules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"]}],"sideEffects":"None","admissionReviewVersions":["v1"]}]}""";

    [Theory]
    [InlineData(Pod)]
    [InlineData(Deployment)]
    [InlineData(StatefulSet)]
    [InlineData(Job)]
    [InlineData(Service)]
    [InlineData(Claim)]
    [InlineData(CronJob)]
    [InlineData(Volume)]
    [InlineData(Secret)]
    [InlineData(Ingress)]
    [InlineData(Binding)]
    [InlineData(Role)]
    [InlineData(Webhook)]
    public void A_right_object_is_taken_and_may_stay_as_it_is(string text)
    {
        Assert.Empty(Written.Errors(text));
        var value = Written.Created(text);
        Assert.Empty(Written.Errors(value, value.DeepClone().AsObject()));
    }

    [Theory]
    [InlineData(Pod, "spec.restartPolicy", "\"x\"", "spec.restartPolicy: Unsupported value: \"x\": supported values: \"Always\", \"Never\", \"OnFailure\"")]
    [InlineData(Pod, "spec.containers", "[]", "spec.containers: Required value")]
    [InlineData(Pod, "spec.containers.0.name", "\"A_b\"", "spec.containers[0].name: Invalid value: \"A_b\": a lowercase RFC 1123 label must consist of")]
    [InlineData(Pod, "spec.containers.0.image", "\"\"", "spec.containers[0].image: Required value")]
    [InlineData(Pod, "spec.containers.0.imagePullPolicy", "\"Maybe\"", "spec.containers[0].imagePullPolicy: Unsupported value: \"Maybe\": supported values: \"Always\", \"IfNotPresent\", \"Never\"")]
    [InlineData(Pod, "spec.containers.0.ports", """[{"containerPort":70000}]""", "spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData(Pod, "spec.containers.0.ports", """[{"containerPort":0}]""", "spec.containers[0].ports[0].containerPort: Required value")]
    [InlineData(Pod, "spec.containers.0.ports", """[{"containerPort":1,"name":"web"},{"containerPort":2,"name":"web"}]""", "spec.containers[0].ports[1].name: Duplicate value: \"web\"")]
    [InlineData(Pod, "spec.containers.0.ports", """[{"containerPort":1,"name":"123"}]""", "spec.containers[0].ports[0].name: Invalid value: \"123\": must contain at least one letter (a-z)")]
    [InlineData(Pod, "spec.containers.0.volumeMounts", """[{"name":"v","mountPath":"/v"}]""", "spec.containers[0].volumeMounts[0].name: Not found: \"v\"")]
    [InlineData(Pod, "spec.containers.0.resources", """{"requests":{"cpu":"2"},"limits":{"cpu":"1"}}""", "spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1")]
    [InlineData(Pod, "spec.containers.0.resources", """{"limits":{"cpu":"-1"},"requests":{}}""", "spec.containers[0].resources.limits[cpu]: Invalid value: \"-1\": must be greater than or equal to 0|spec.containers[0].resources.requests[cpu]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData(Pod, "spec.containers.0.readinessProbe", "{}", "spec.containers[0].readinessProbe: Required value: must specify a handler type")]
    [InlineData(Pod, "spec.containers.0.readinessProbe", """{"httpGet":{"port":0}}""", "spec.containers[0].readinessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData(Pod, "spec.volumes", """[{"name":"v","emptyDir":{},"secret":{"secretName":"s"}}]""", "spec.volumes[0].secret: Forbidden: may not specify more than 1 volume type")]
    [InlineData(Pod, "spec.volumes", """[{"name":"v"},{"name":"v"}]""", "spec.volumes[1].name: Duplicate value: \"v\"")]
    [InlineData(Pod, "spec.terminationGracePeriodSeconds", "-3", "spec.terminationGracePeriodSeconds: Invalid value: -3: must be greater than or equal to 0")]
    [InlineData(Deployment, "spec.selector", "null", "spec.selector: Required value|spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not match template `labels`")]
    [InlineData(Deployment, "spec.selector", "{}", "spec.selector: Invalid value: {}: empty selector is invalid for deployment")]
    [InlineData(Deployment, "spec.template.metadata.labels", """{"a":"c"}""", "spec.template.metadata.labels: Invalid value: {\"a\":\"c\"}: `selector` does not match template `labels`")]
    [InlineData(Deployment, "spec.selector", """{"matchExpressions":[{"key":"a","operator":"In"}]}""", "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'|spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not match template `labels`")]
    [InlineData(Deployment, "spec.replicas", "-1", "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData(Deployment, "spec.template.spec.restartPolicy", "\"Never\"", "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"")]
    [InlineData(Deployment, "spec.template.spec.containers.0.image", "\"\"", "spec.template.spec.containers[0].image: Required value")]
    [InlineData(Deployment, "spec.template.metadata.labels", """{"a":"b","c d":"e"}""", "spec.template.metadata.labels: Invalid value: \"c d\": name part must consist of")]
    [InlineData(Deployment, "spec.strategy", """{"type":"Recreate","rollingUpdate":{}}""", "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'")]
    [InlineData(Deployment, "spec.strategy", """{"type":"Slow"}""", "spec.strategy.type: Unsupported value: \"Slow\": supported values: \"Recreate\", \"RollingUpdate\"")]
    [InlineData(Deployment, "spec.strategy", """{"rollingUpdate":{"maxSurge":0,"maxUnavailable":0}}""", "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0")]
    [InlineData(Deployment, "spec.strategy", """{"rollingUpdate":{"maxSurge":"some"}}""", "spec.strategy.rollingUpdate.maxSurge: Invalid value: \"some\": a valid percent string must be")]
    [InlineData(StatefulSet, "spec.template.spec.containers.0.volumeMounts", """[{"name":"v","mountPath":"/v"}]""", "spec.template.spec.containers[0].volumeMounts[0].name: Not found: \"v\"")]
    [InlineData(StatefulSet, "spec.podManagementPolicy", "\"Random\"", "spec.podManagementPolicy: Invalid value: \"Random\": must be 'OrderedReady' or 'Parallel'")]
    [InlineData(Job, "spec.template.spec.restartPolicy", "\"Always\"", "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"")]
    [InlineData(Job, "spec.completionMode", "\"Indexed\"", "")]
    [InlineData(CronJob, "spec.schedule", "\"often\"", "spec.schedule: Invalid value: \"often\": expected exactly 5 fields, found 1: [often]")]
    [InlineData(CronJob, "spec.schedule", "\"60 * * * *\"", "spec.schedule: Invalid value: \"60 * * * *\": end of range (60) above maximum (59): 60")]
    [InlineData(CronJob, "spec.concurrencyPolicy", "\"x\"", "spec.concurrencyPolicy: Unsupported value: \"x\": supported values: \"Allow\", \"Forbid\", \"Replace\"")]
    [InlineData(Service, "spec.ports", "[]", "spec.ports: Required value")]
    [InlineData(Service, "spec.ports", """[{"port":0}]""", "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive|spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData(Service, "spec.ports", """[{"port":1},{"port":2,"name":"b"}]""", "spec.ports[0].name: Required value")]
    [InlineData(Service, "spec.type", "\"Magic\"", "spec.type: Unsupported value: \"Magic\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"")]
    [InlineData(Service, "spec.clusterIP", "\"here\"", "spec.clusterIPs[0]: Invalid value: \"here\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData(Claim, "spec.accessModes", "[]", "spec.accessModes: Required value: at least 1 access mode is required")]
    [InlineData(Claim, "spec.resources", "{}", "spec.resources[storage]: Required value")]
    [InlineData(Volume, "spec.hostPath", "null", "spec: Required value: must specify a volume type")]
    [InlineData(Secret, "data", """{"a b":"YQ=="}""", "data[a b]: Invalid value: \"a b\": a valid config key must consist of")]
    [InlineData(Secret, "type", "\"kubernetes.io/tls\"", "data[tls.crt]: Required value|data[tls.key]: Required value")]
    [InlineData(Ingress, "spec.rules", "[]", "spec: Invalid value: {}: either `defaultBackend` or `rules` must be specified")]
    [InlineData(Ingress, "spec.rules.0.http.paths.0.path", "\"a\"", "spec.rules[0].http.paths[0].path: Invalid value: \"a\": must be an absolute path")]
    [InlineData(Role, "rules", """[{"resources":["pods"],"apiGroups":[""]}]""", "rules[0].verbs: Required value: verbs must contain at least one value")]
    [InlineData(Role, "rules", """[{"verbs":["get"]}]""", "rules[0].apiGroups: Required value: resource rules must supply at least one api group|rules[0].resources: Required value: resource rules must supply at least one resource")]
    [InlineData(Webhook, "webhooks.0.name", "\"a.b\"", "webhooks[0].name: Invalid value: \"a.b\": should be a domain with at least three segments separated by dots")]
    [InlineData(Webhook, "webhooks.0.clientConfig", "{}", "webhooks[0].clientConfig: Required value: exactly one of url or service is required")]
    [InlineData(Webhook, "webhooks.0.sideEffects", "\"Some\"", "webhooks[0].sideEffects: Unsupported value: \"Some\": supported values: \"None\", \"NoneOnDryRun\"")]
    [InlineData(Binding, "subjects", """[{"kind":"ServiceAccount","name":"a"}]""", "subjects[0].namespace: Required value")]
    public void A_wrong_object_is_refused(string right, string path, string wrong, string errors) => AssertErrors(errors, Written.Errors(With(right, path, wrong).ToJsonString()));

    [Theory]
    [InlineData(Pod, "spec.containers.0.image", "\"b\"", "")]
    [InlineData(Pod, "spec.containers.0.name", "\"d\"", "spec: Forbidden: pod updates may not change fields other than")]
    [InlineData(Pod, "spec.containers", """[{"name":"c","image":"a"},{"name":"d","image":"a"}]""", "spec.containers: Forbidden: pod updates may not add or remove containers")]
    [InlineData(Pod, "spec.nodeName", "\"n\"", "spec: Forbidden: pod updates may not change fields other than")]
    [InlineData(Pod, "spec.tolerations", "[]", "spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds")]
    [InlineData(Deployment, "spec.replicas", "3", "")]
    [InlineData(Deployment, "spec.selector.matchLabels", """{"a":"c"}""", "spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not match template `labels`|spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"c\"}}: field is immutable")]
    [InlineData(StatefulSet, "spec.replicas", "3", "")]
    [InlineData(StatefulSet, "spec.serviceName", "\"t\"", "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden")]
    [InlineData(Job, "spec.parallelism", "3", "")]
    [InlineData(Job, "spec.completions", "3", "spec.completions: Invalid value: 3: field is immutable")]
    [InlineData(Job, "spec.template.spec.containers.0.image", "\"b\"", "spec.template: Invalid value: {")]
    [InlineData(Service, "spec.clusterIP", "\"10.96.0.10\"", "spec.clusterIPs: Invalid value: [\"10.96.0.9\"]: first value must match `clusterIP`|spec.clusterIPs[0]: Invalid value: [\"10.96.0.9\"]: may not change once set")]
    [InlineData(Claim, "spec.volumeName", "\"v\"", "")]
    [InlineData(Claim, "spec.storageClassName", "\"fast\"", "spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims")]
    [InlineData(Volume, "spec.hostPath.path", "\"/y\"", "spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation")]
    [InlineData(Secret, "data.a", "\"Yg==\"", "data: Forbidden: field is immutable when `immutable` is set")]
    [InlineData(Secret, "immutable", "false", "immutable: Forbidden: field is immutable when `immutable` is set")]
    [InlineData(Secret, "type", "\"x\"", "type: Invalid value: \"x\": field is immutable")]
    [InlineData(Binding, "roleRef.name", "\"s\"", "roleRef: Invalid value: {\"apiGroup\":\"rbac.authorization.k8s.io\",\"kind\":\"ClusterRole\",\"name\":\"s\"}: cannot change roleRef")]
    public void What_cannot_change_does_not(string text, string path, string changed, string errors)
    {
        var old = Written.Created(text);
        AssertErrors(errors, Written.Errors(old, With(old.ToJsonString(), path, changed)));
    }

    [Fact]
    public void A_bound_claim_can_grow_and_not_shrink()
    {
        var old = Written.Created(Claim);
        old["status"] = new JsonObject { ["phase"] = "Bound", ["capacity"] = new JsonObject { ["storage"] = "2Gi" } };
        Assert.Empty(Written.Errors(old, With(old.ToJsonString(), "spec.resources.requests.storage", "\"3Gi\"")));
        AssertErrors(
            "spec.resources.requests.storage: Forbidden: field can not be less than status.capacity",
            Written.Errors(old, With(old.ToJsonString(), "spec.resources.requests.storage", "\"1Gi\"")));
    }

    [Fact]
    public void Causes_have_the_reasons_of_the_api()
    {
        var reasons = Written.Errors(With(Pod, "spec.restartPolicy", "\"x\"").ToJsonString()).Select(static error => error.Reason);
        Assert.Equal(["FieldValueNotSupported"], reasons);
    }

    private static void AssertErrors(string expected, IReadOnlyList<FieldError> errors)
    {
        var wanted = expected.Split('|', StringSplitOptions.RemoveEmptyEntries);
        var found = errors.Select(static error => error.ToString()).ToArray();
        Assert.True(wanted.Length == found.Length && wanted.Zip(found).All(static one => one.Second.StartsWith(one.First, StringComparison.Ordinal)), string.Join('\n', found));
    }

    private static JsonObject With(string text, string path, string value)
    {
        var root = Written.Json(text);
        JsonNode at = root;
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
            at = at is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : at[step] ?? (at[step] = new JsonObject());
        at[steps[^1]] = JsonNode.Parse(value);
        return root;
    }
}
