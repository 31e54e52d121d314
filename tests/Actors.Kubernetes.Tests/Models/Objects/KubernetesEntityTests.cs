namespace Actors.Kubernetes.Models.Tests;

public sealed class KubernetesEntityTests
{
    public static TheoryData<Type, string, string, string, string, bool> Kinds => new()
    {
        { typeof(V1Pod), "", "v1", "Pod", "pods", true },
        { typeof(V1Node), "", "v1", "Node", "nodes", false },
        { typeof(V1Service), "", "v1", "Service", "services", true },
        { typeof(V1Secret), "", "v1", "Secret", "secrets", true },
        { typeof(V1ConfigMap), "", "v1", "ConfigMap", "configmaps", true },
        { typeof(CoreV1Event), "", "v1", "Event", "events", true },
        { typeof(V1Namespace), "", "v1", "Namespace", "namespaces", false },
        { typeof(V1PersistentVolumeClaim), "", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true },
        { typeof(V1ServiceAccount), "", "v1", "ServiceAccount", "serviceaccounts", true },
        { typeof(EventsV1Event), "events.k8s.io", "v1", "Event", "events", true },
        { typeof(V1Lease), "coordination.k8s.io", "v1", "Lease", "leases", true },
        { typeof(V1Deployment), "apps", "v1", "Deployment", "deployments", true },
        { typeof(V1StatefulSet), "apps", "v1", "StatefulSet", "statefulsets", true },
        { typeof(V1DaemonSet), "apps", "v1", "DaemonSet", "daemonsets", true },
        { typeof(V1ReplicaSet), "apps", "v1", "ReplicaSet", "replicasets", true },
        { typeof(V1Job), "batch", "v1", "Job", "jobs", true },
        { typeof(V1CronJob), "batch", "v1", "CronJob", "cronjobs", true },
        { typeof(V1PodDisruptionBudget), "policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true },
        { typeof(V1Scale), "autoscaling", "v1", "Scale", "scales", true },
        { typeof(V1CustomResourceDefinition), "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false },
        { typeof(V1MutatingWebhookConfiguration), "admissionregistration.k8s.io", "v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", false },
        { typeof(V1ValidatingWebhookConfiguration), "admissionregistration.k8s.io", "v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_says_its_kind_and_where_it_is_served(Type type, string group, string version, string kind, string plural, bool namespaced)
    {
        var entity = KubernetesEntity.Of(type);
        Assert.Equal(new KubernetesEntity(group, version, kind, plural, namespaced), entity);
        Assert.Equal(new GroupVersionKind(group, version, kind), entity.GroupVersionKind);
        Assert.Equal(new GroupVersionResource(group, version, plural), entity.Resource);
        var made = (IKubernetesObject)Activator.CreateInstance(type)!;
        Assert.Equal((entity.ApiVersion, kind), (made.ApiVersion, made.Kind));
    }

    [Fact]
    public void No_kind_is_left_out_of_the_table() => Assert.Equal(Kinds.Count, Recorded.Models.Count);

    [Fact]
    public void A_type_that_does_not_say_is_refused_with_what_it_should_say()
    {
        var message = Assert.Throws<InvalidOperationException>(KubernetesEntity.Of<Unsaid>).Message;
        Assert.StartsWith($"{typeof(Unsaid).FullName} does not say which kind of Kubernetes object it is: put [KubernetesEntity(", message, StringComparison.Ordinal);
        Assert.Contains("Kind = \"Unsaid\"", message, StringComparison.Ordinal);
        Assert.Null(KubernetesEntity.Find(typeof(Unsaid)));
        Assert.Null(new Unsaid().Kind);
    }

    [Fact]
    public void What_is_said_must_not_be_empty()
    {
        var message = Assert.Throws<InvalidOperationException>(KubernetesEntity.Of<HalfSaid>).Message;
        Assert.Equal($"The [KubernetesEntity] of {typeof(HalfSaid).FullName} has an empty Plural", message);
    }

    [Fact]
    public void A_kind_is_not_inherited() => Assert.Null(KubernetesEntity.Find(typeof(Derived)));

    private sealed class Unsaid : KubernetesResource;

    [KubernetesEntity(Version = "v1", Kind = "A", Plural = "")]
    private sealed class HalfSaid : KubernetesResource;

    [KubernetesEntity(Version = "v1", Kind = "A", Plural = "as")]
    private class Base : KubernetesResource;

    private sealed class Derived : Base;
}
