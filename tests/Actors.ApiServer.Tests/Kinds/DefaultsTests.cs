using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests.Kinds;

public sealed class DefaultsTests
{
    private const string Template = """{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"nginx:1.21"}]}}""";
    private const string Selector = """{"matchLabels":{"a":"b"}}""";

    /// <summary>What <see cref="Template"/> becomes.</summary>
    private const string FullTemplate =
        """
        {"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"nginx:1.21","resources":{},"terminationMessagePath":"/dev/termination-log",
        "terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst",
        "securityContext":{},"schedulerName":"default-scheduler"}}
        """;

    public static TheoryData<string, string, string> Objects => new()
    {
        {
            "pod",
            """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"nginx","ports":[{"containerPort":80}],"livenessProbe":{"httpGet":{"port":80}},"resources":{"limits":{"cpu":"1"}}}],"volumes":[{"name":"v"},{"name":"s","secret":{"secretName":"x"}}]}}""",
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"volumes":[{"name":"v","emptyDir":{}},{"name":"s","secret":{"secretName":"x","defaultMode":420}}],
            "containers":[{"name":"c","image":"nginx","ports":[{"containerPort":80,"protocol":"TCP"}],"resources":{"limits":{"cpu":"1"},"requests":{"cpu":"1"}},
            "livenessProbe":{"httpGet":{"path":"/","port":80,"scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3},
            "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"Always"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,
            "dnsPolicy":"ClusterFirst","serviceAccountName":"default","serviceAccount":"default","securityContext":{},"schedulerName":"default-scheduler",
            "tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},
            {"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}],"priority":0,"enableServiceLinks":true,
            "preemptionPolicy":"PreemptLowerPriority"},"status":{"phase":"Pending","qosClass":"Burstable"}}
            """
        },
        {
            "deployment",
            $$$$"""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"selector":{{{{Selector}}}},"template":{{{{Template}}}}}}""",
            $$$$"""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"replicas":1,"selector":{{{{Selector}}}},"template":{{{{FullTemplate}}}},
            "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}},"revisionHistoryLimit":10,"progressDeadlineSeconds":600},"status":{}}
            """
        },
        {
            "deployment that is recreated",
            $$$$"""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"replicas":0,"strategy":{"type":"Recreate"},"selector":{{{{Selector}}}},"template":{{{{Template}}}}},"status":{"replicas":3}}""",
            $$$$"""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"replicas":0,"selector":{{{{Selector}}}},"template":{{{{FullTemplate}}}},
            "strategy":{"type":"Recreate"},"revisionHistoryLimit":10,"progressDeadlineSeconds":600},"status":{}}
            """
        },
        {
            "stateful set",
            $$$$"""{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"s"},"spec":{"serviceName":"s","selector":{{{{Selector}}}},"template":{{{{Template}}}},"volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}} }}]}}""",
            $$$$"""
            {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"s"},"spec":{"replicas":1,"selector":{{{{Selector}}}},"template":{{{{FullTemplate}}}},
            "volumeClaimTemplates":[{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],
            "resources":{"requests":{"storage":"1Gi"}},"volumeMode":"Filesystem"},"status":{"phase":"Pending"}}],"serviceName":"s","podManagementPolicy":"OrderedReady",
            "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":0}},"revisionHistoryLimit":10,
            "persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Retain","whenScaled":"Retain"}},"status":{"replicas":0,"availableReplicas":0}}
            """
        },
        {
            "daemon set",
            $$$$"""{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"d"},"spec":{"selector":{{{{Selector}}}},"template":{{{{Template}}}}}}""",
            $$$$"""
            {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"d"},"spec":{"selector":{{{{Selector}}}},"template":{{{{FullTemplate}}}},
            "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1,"maxSurge":0}},"revisionHistoryLimit":10},
            "status":{"currentNumberScheduled":0,"numberMisscheduled":0,"desiredNumberScheduled":0,"numberReady":0}}
            """
        },
        {
            "replica set",
            $$$$"""{"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"r"},"spec":{"selector":{{{{Selector}}}},"template":{{{{Template}}}}}}""",
            $$$$"""{"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"r"},"spec":{"replicas":1,"selector":{{{{Selector}}}},"template":{{{{FullTemplate}}}}},"status":{"replicas":0}}"""
        },
        {
            "job",
            """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j","uid":"u"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"a@sha256:0"}]}}}}""",
            """
            {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j","uid":"u",
            "labels":{"controller-uid":"u","job-name":"j","batch.kubernetes.io/controller-uid":"u","batch.kubernetes.io/job-name":"j"}},"spec":{"parallelism":1,"completions":1,"backoffLimit":6,
            "selector":{"matchLabels":{"batch.kubernetes.io/controller-uid":"u"}},"manualSelector":false,
            "template":{"metadata":{"labels":{"controller-uid":"u","job-name":"j","batch.kubernetes.io/controller-uid":"u","batch.kubernetes.io/job-name":"j"}},
            "spec":{"containers":[{"name":"c","image":"a@sha256:0","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
            "imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Never","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},
            "schedulerName":"default-scheduler"}},"completionMode":"NonIndexed","suspend":false,"podReplacementPolicy":"TerminatingOrFailed"},"status":{}}
            """
        },
        {
            "service",
            """{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"clusterIP":"None","ports":[{"port":5432},{"port":1,"targetPort":"web","name":"x"}]}}""",
            """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"ports":[{"protocol":"TCP","port":5432,"targetPort":5432},
            {"name":"x","protocol":"TCP","port":1,"targetPort":"web"}],"clusterIP":"None","clusterIPs":["None"],"type":"ClusterIP","sessionAffinity":"None",
            "ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack","internalTrafficPolicy":"Cluster"},"status":{"loadBalancer":{}}}
            """
        },
        {
            "external name",
            """{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"type":"ExternalName","externalName":"a.b"}}""",
            """{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"type":"ExternalName","sessionAffinity":"None","externalName":"a.b"},"status":{"loadBalancer":{}}}"""
        },
        {
            "namespace",
            """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n"}}""",
            """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n","labels":{"kubernetes.io/metadata.name":"n"}},"spec":{"finalizers":["kubernetes"]},"status":{"phase":"Active"}}"""
        },
        {
            "claim",
            """{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"c"},"status":{"phase":"Bound"}}""",
            """{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"c"},"spec":{"resources":{},"volumeMode":"Filesystem"},"status":{"phase":"Pending"}}"""
        },
        {
            "role binding",
            """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"b"},"roleRef":{"kind":"ClusterRole","name":"r"},"subjects":[{"kind":"User","name":"u"},{"kind":"ServiceAccount","name":"a","namespace":"n"}]}""",
            """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"b"},
            "subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"u"},{"kind":"ServiceAccount","name":"a","namespace":"n"}],
            "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"r"}}
            """
        },
        {
            "cron job",
            """{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"c"},"spec":{"schedule":"* * * * *"}}""",
            """
            {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"c"},"spec":{"schedule":"* * * * *","concurrencyPolicy":"Allow","suspend":false,
            "jobTemplate":{"metadata":{},"spec":{"parallelism":1,"completions":1,"backoffLimit":6,"manualSelector":false,"completionMode":"NonIndexed","suspend":false,
            "podReplacementPolicy":"TerminatingOrFailed","template":{"metadata":{},"spec":{"containers":null,"restartPolicy":"Always","terminationGracePeriodSeconds":30,
            "dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"}}}},"successfulJobsHistoryLimit":3,"failedJobsHistoryLimit":1},"status":{}}
            """
        },
        {
            "webhook",
            """{"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration","metadata":{"name":"w"},"webhooks":[{"name":"a.b.c","clientConfig":{"service":{"namespace":"n","name":"s"}},"rules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"]}],"sideEffects":"None","admissionReviewVersions":["v1"]}]}""",
            """
            {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration","metadata":{"name":"w"},"webhooks":[{"name":"a.b.c",
            "clientConfig":{"service":{"namespace":"n","name":"s","port":443}},"rules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"],
            "scope":"*"}],"failurePolicy":"Fail","matchPolicy":"Equivalent","namespaceSelector":{},"objectSelector":{},"sideEffects":"None","timeoutSeconds":10,
            "admissionReviewVersions":["v1"]}]}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public void A_new_object_gets_what_a_server_gives_it(string what, string given, string expected)
    {
        var value = Written.Created(given);
        var wanted = Written.Json(expected);
        Assert.True(JsonNode.DeepEquals(wanted, value), $"{what}: {value.ToJsonString()}");
    }

    [Theory]
    [InlineData("nginx", "Always")]
    [InlineData("nginx:latest", "Always")]
    [InlineData("nginx:1", "IfNotPresent")]
    [InlineData("registry.example:5000/nginx", "Always")]
    [InlineData("registry.example:5000/nginx:1", "IfNotPresent")]
    [InlineData("nginx@sha256:0000", "IfNotPresent")]
    public void An_image_is_pulled_by_its_tag(string image, string policy)
    {
        var pod = Written.Decoded($$$$"""{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"c","image":"{{{{image}}}}"}]}}""");
        Assert.Equal($"\"{policy}\"", Written.At(pod, "spec.containers.0.imagePullPolicy"));
    }

    [Theory]
    [InlineData("NodePort", """{"port":80}""", true, false)]
    [InlineData("LoadBalancer", """{"port":80}""", true, false)]
    [InlineData("ClusterIP", """{"port":80}""", false, false)]
    [InlineData("NodePort", """{"port":80,"nodePort":31000}""", true, true)]
    public void Services_get_addresses_and_ports(string type, string port, bool hasNodePort, bool isGiven)
    {
        var service = Written.Created($$$$"""{"apiVersion":"v1","kind":"Service","spec":{"type":"{{{{type}}}}","ports":[{{{{port}}}}]}}""");
        Assert.StartsWith("\"10.", Written.At(service, "spec.clusterIP"), StringComparison.Ordinal);
        Assert.Equal($"[{Written.At(service, "spec.clusterIP")}]", Written.At(service, "spec.clusterIPs"));
        var number = service["spec"]!["ports"]![0]!["nodePort"]?.GetValue<int>();
        Assert.Equal(hasNodePort, number is not null);
        if (hasNodePort) Assert.InRange(number!.Value, 30000, 32767);
        if (isGiven) Assert.Equal(31000, number);
        Assert.Equal(hasNodePort ? "\"Cluster\"" : "null", Written.At(service, "spec.externalTrafficPolicy"));
    }

    [Fact]
    public void A_service_that_is_no_longer_open_to_the_outside_gives_up_its_ports()
    {
        var old = Written.Created("""{"apiVersion":"v1","kind":"Service","spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local","ports":[{"port":80}]}}""");
        Assert.NotEqual("null", Written.At(old, "spec.healthCheckNodePort"));
        var changed = old.DeepClone().AsObject();
        changed["spec"]!["type"] = "ClusterIP";
        Assert.Empty(Written.Errors(old, changed));
        foreach (var path in (ReadOnlySpan<string>)["spec.ports.0.nodePort", "spec.healthCheckNodePort", "spec.externalTrafficPolicy", "spec.allocateLoadBalancerNodePorts"])
            Assert.Equal("null", Written.At(changed, path));
        Assert.Equal(Written.At(old, "spec.clusterIP"), Written.At(changed, "spec.clusterIP"));
    }

    [Theory]
    [InlineData("""{"serviceAccountName":"a"}""", "a")]
    [InlineData("""{"serviceAccount":"a"}""", "a")]
    [InlineData("""{"serviceAccountName":"a","serviceAccount":"old"}""", "a")]
    public void A_template_names_its_account_twice(string spec, string account)
    {
        var value = Written.Decoded($$$"""{"apiVersion":"apps/v1","kind":"Deployment","spec":{"template":{"spec":{{{spec}}} } } }""");
        Assert.Equal($"\"{account}\"", Written.At(value, "spec.template.spec.serviceAccount"));
        Assert.Equal($"\"{account}\"", Written.At(value, "spec.template.spec.serviceAccountName"));
    }

    [Fact]
    public void An_update_of_a_service_keeps_what_the_server_gave_it()
    {
        var old = Written.Created("""{"apiVersion":"v1","kind":"Service","spec":{"type":"NodePort","ports":[{"port":80}]}}""");
        var changed = Written.Json("""{"apiVersion":"v1","kind":"Service","spec":{"type":"NodePort","ports":[{"port":80,"name":"web"}]}}""");
        Assert.Empty(Written.Errors(old, changed));
        foreach (var path in (ReadOnlySpan<string>)["spec.clusterIP", "spec.clusterIPs", "spec.ports.0.nodePort"]) Assert.Equal(Written.At(old, path), Written.At(changed, path));
        Assert.Equal("\"web\"", Written.At(changed, "spec.ports.0.name"));
    }

    [Theory]
    [InlineData("""{}""", "BestEffort")]
    [InlineData("""{"requests":{"cpu":"1"}}""", "Burstable")]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"}}""", "Guaranteed")]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"500m"}}""", "Burstable")]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"1000m","memory":"1024Mi"}}""", "Guaranteed")]
    public void A_pod_has_the_quality_its_resources_give_it(string resources, string quality)
    {
        var pod = Written.Created($$$$"""{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"c","image":"a","resources":{{{{resources}}}}}]}}""");
        Assert.Equal($"\"{quality}\"", Written.At(pod, "status.qosClass"));
    }

    [Theory]
    [InlineData("""{"scaleTargetRef":{"kind":"Deployment","name":"d"},"maxReplicas":3,"targetCPUUtilizationPercentage":50}""",
        """[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}}]""")]
    [InlineData("""{"scaleTargetRef":{"kind":"Deployment","name":"d"},"maxReplicas":3}""", "null")]
    public void The_older_autoscaler_is_one_metric_of_the_newer(string spec, string metrics)
    {
        var value = Written.Json($$$$"""{"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","spec":{{{{spec}}}}}""");
        Written.KindOf(Written.Json("""{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler"}""")).Rules.Convert(value);
        Assert.Equal("\"autoscaling/v2\"", Written.At(value, "apiVersion"));
        Assert.Equal(metrics, Written.At(value, "spec.metrics"));
        Written.KindOf(Written.Json("""{"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler"}""")).Rules.Convert(value);
        Assert.Equal(spec, Written.At(value, "spec"));
    }

    [Theory]
    [InlineData("""{"spec":{"terminationGracePeriodSeconds":30},"status":{"phase":"Running"}}""", null, 0)]
    [InlineData("""{"spec":{"nodeName":"n","terminationGracePeriodSeconds":30},"status":{"phase":"Running"}}""", null, 30)]
    [InlineData("""{"spec":{"nodeName":"n","terminationGracePeriodSeconds":30},"status":{"phase":"Running"}}""", 5, 5)]
    [InlineData("""{"spec":{"nodeName":"n","terminationGracePeriodSeconds":30},"status":{"phase":"Running"}}""", 0, 0)]
    [InlineData("""{"spec":{"nodeName":"n","terminationGracePeriodSeconds":-5},"status":{"phase":"Running"}}""", null, 1)]
    [InlineData("""{"spec":{"nodeName":"n","terminationGracePeriodSeconds":30},"status":{"phase":"Failed"}}""", null, 0)]
    public void A_pod_that_runs_somewhere_has_time_to_end(string pod, int? wanted, long seconds)
    {
        var rules = Written.KindOf(Written.Json("""{"apiVersion":"v1","kind":"Pod"}""")).Rules;
        Assert.Equal(seconds, rules.GracePeriodSeconds(Written.Json(pod), wanted));
    }
}
