using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Tests.Kinds;

public sealed class ColumnsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("v1/Pod", """{"status":{"phase":"Pending"},"spec":{"containers":[{"name":"a"}]}}""", "0/1|Pending|0|<none>|<none>|<none>|<none>")]
    [InlineData("v1/Pod", """{"spec":{"nodeName":"n","containers":[{"name":"a"},{"name":"b"}]},"status":{"phase":"Running","podIP":"10.0.0.1","containerStatuses":[{"name":"a","ready":true,"restartCount":2,"state":{"running":{}},"lastState":{"terminated":{"finishedAt":"2026-01-01T00:55:00Z"}}},{"name":"b","restartCount":0,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}}""",
        "1/2|CrashLoopBackOff|2 (5m ago)|10.0.0.1|n|<none>|<none>")]
    [InlineData("v1/Pod", """{"spec":{"initContainers":[{"name":"i"},{"name":"j"}],"containers":[{"name":"a"}]},"status":{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":0}}},{"name":"j","state":{"running":{}}}]}}""",
        "0/1|Init:1/2|0|<none>|<none>|<none>|<none>")]
    [InlineData("v1/Pod", """{"metadata":{"deletionTimestamp":"2026-01-01T00:00:00Z"},"spec":{"containers":[{"name":"a"}],"readinessGates":[{"conditionType":"g"}]},"status":{"phase":"Running"}}""",
        "0/1|Terminating|0|<none>|<none>|<none>|0/1")]
    [InlineData("apps/v1/Deployment", """{"spec":{"replicas":3,"selector":{"matchLabels":{"b":"c","a":"b"}},"template":{"spec":{"containers":[{"name":"x","image":"i"},{"name":"y","image":"j"}]}}},"status":{"readyReplicas":2,"updatedReplicas":3}}""",
        "2/3|3|0|x,y|i,j|a=b,b=c")]
    [InlineData("apps/v1/StatefulSet", """{"spec":{"replicas":1}}""", "0/1||")]
    [InlineData("v1/Service", """{"spec":{"type":"NodePort","clusterIP":"10.96.0.1","ports":[{"port":80,"protocol":"TCP","nodePort":30001},{"port":53,"protocol":"UDP"}]}}""", "NodePort|10.96.0.1|<none>|80:30001/TCP,53/UDP|<none>")]
    [InlineData("v1/Service", """{"spec":{"type":"LoadBalancer","clusterIP":"10.96.0.1"},"status":{}}""", "LoadBalancer|10.96.0.1|<pending>|<none>|<none>")]
    [InlineData("v1/Node", """{"metadata":{"labels":{"node-role.kubernetes.io/worker":"","kubernetes.io/role":"a"}},"spec":{"unschedulable":true},"status":{"conditions":[{"type":"Ready","status":"True"}],"nodeInfo":{"kubeletVersion":"v1.36.0"}}}""",
        "Ready,SchedulingDisabled|a,worker|v1.36.0|<none>|<none>|<unknown>|<unknown>|<unknown>")]
    [InlineData("v1/Secret", """{"type":"Opaque","data":{"a":"","b":""}}""", "Opaque|2")]
    [InlineData("v1/ConfigMap", """{"data":{"a":"b"},"binaryData":{"c":"YQ=="}}""", "2")]
    [InlineData("v1/Event", """{"metadata":{"name":"e"},"type":"Normal","reason":"R","message":" m ","count":4,"involvedObject":{"kind":"Pod","name":"p"},"source":{"component":"kubelet","host":"n"},"firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:59:30Z"}""",
        "30s|Normal|R|pod/p||kubelet, n|m|60m|4|e")]
    [InlineData("v1/PersistentVolumeClaim", """{"spec":{"volumeName":"v","storageClassName":"s","volumeMode":"Filesystem"},"status":{"phase":"Bound","accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"}}}""", "Bound|v|1Gi|RWO|s|<unset>|Filesystem")]
    [InlineData("v1/Endpoints", """{"subsets":[{"addresses":[{"ip":"1"},{"ip":"2"}],"ports":[{"port":80},{"port":81}]}]}""", "1:80,2:80,1:81 + 1 more...")]
    [InlineData("batch/v1/Job", """{"spec":{"completions":2,"parallelism":1},"status":{"succeeded":1,"startTime":"2026-01-01T00:00:00Z","completionTime":"2026-01-01T00:01:00Z","conditions":[{"type":"Complete","status":"True"}]}}""", "Complete|1/2|60s|||<none>")]
    [InlineData("batch/v1/CronJob", """{"spec":{"schedule":"@daily","suspend":false},"status":{"active":[{}]}}""", "@daily|<none>|False|1|<none>|||<none>")]
    [InlineData("rbac.authorization.k8s.io/v1/RoleBinding", """{"roleRef":{"kind":"Role","name":"r"},"subjects":[{"kind":"User","name":"u"},{"kind":"ServiceAccount","namespace":"n","name":"s"}]}""", "Role/r|u||n/s")]
    [InlineData("rbac.authorization.k8s.io/v1/Role", """{"metadata":{"creationTimestamp":"2026-01-01T00:00:00Z"}}""", "2026-01-01T00:00:00Z")]
    [InlineData("autoscaling/v2/HorizontalPodAutoscaler", """{"spec":{"scaleTargetRef":{"kind":"Deployment","name":"d"},"minReplicas":1,"maxReplicas":3,"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}]}}""",
        "Deployment/d|cpu: <unknown>/80%|1|3|0")]
    [InlineData("networking.k8s.io/v1/Ingress", """{"spec":{"rules":[{"host":"a"},{"host":"b"}],"tls":[{}]},"status":{"loadBalancer":{"ingress":[{"ip":"1.2.3.4"}]}}}""", "<none>|a,b|1.2.3.4|80, 443")]
    [InlineData("policy/v1/PodDisruptionBudget", """{"spec":{"minAvailable":"50%"},"status":{"disruptionsAllowed":1}}""", "50%|N/A|1")]
    [InlineData("coordination.k8s.io/v1/Lease", """{"spec":{"holderIdentity":"h"}}""", "h")]
    [InlineData("storage.k8s.io/v1/StorageClass", """{"provisioner":"p","reclaimPolicy":"Delete","volumeBindingMode":"Immediate"}""", "p|Delete|Immediate|false")]
    public void A_table_shows_what_kubectl_prints(string kind, string text, string cells)
    {
        var value = Written.Json(text);
        var own = BuiltInKinds.For(new ClusterAddresses()).First(one => $"{one.ApiVersion}/{one.Kind}" == kind);
        Assert.Equal(cells, string.Join('|', own.Columns.Where(static column => !ReferenceEquals(column, TableColumn.Age)).Select(column => Text(column.Cell!(value, Now)))));
    }

    [Theory]
    [InlineData("v1/Pod", "Ready Status Restarts Age IP* Node* Nominated_Node* Readiness_Gates*")]
    [InlineData("v1/Event", "Last_Seen Type Reason Object Subobject* Source* Message First_Seen* Count* Name*")]
    [InlineData("apps/v1/Deployment", "Ready Up-to-date Available Age Containers* Images* Selector*")]
    [InlineData("rbac.authorization.k8s.io/v1/ClusterRole", "Created_At")]
    [InlineData("networking.k8s.io/v1/Ingress", "Class Hosts Address Ports Age")]
    public void A_kind_has_the_columns_of_kubectl(string kind, string columns)
    {
        var own = BuiltInKinds.For(new ClusterAddresses()).First(one => $"{one.ApiVersion}/{one.Kind}" == kind);
        Assert.Equal(columns, string.Join(' ', own.Columns.Select(static one => one.Name.Replace(' ', '_') + (one.Priority > 0 ? "*" : ""))));
    }

    private static string Text(JsonNode? cell) => cell?.ToString() ?? "null";
}
