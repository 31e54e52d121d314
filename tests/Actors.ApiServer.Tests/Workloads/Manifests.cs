namespace Actors.ApiServer.Workloads.Tests;

/// <summary>Objects that tests begin with.</summary>
internal static class Manifests
{
    public static string Deployment(int replicas = 3, string strategy = "{type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 1}}") => $$"""
        metadata: {name: web}
        spec:
          replicas: {{replicas}}
          strategy: {{strategy}}
          selector: {matchLabels: {app: web} }
          template: {{Template("nginx:1")}}
        """;

    public static string StatefulSet(int replicas = 3, string more = "podManagementPolicy: OrderedReady") => $$"""
        metadata: {name: db}
        spec:
          replicas: {{replicas}}
          serviceName: db
          {{more}}
          selector: {matchLabels: {app: web} }
          template: {{Template("postgres:17")}}
          volumeClaimTemplates:
          - metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi} } }
        """;

    public static string Job(string more = "", string annotations = "{}", string restartPolicy = "Never") => $$"""
        metadata: {name: once}
        spec:
          {{(more.Length == 0 ? "completions: 1" : more)}}
          template:
            metadata: {annotations: {{annotations}}}
            spec: {restartPolicy: {{restartPolicy}}, containers: [{name: main, image: busybox}]}
        """;

    public static string CronJob(string schedule, string more = "suspend: false") => $$"""
        metadata: {name: tick}
        spec:
          schedule: "{{schedule}}"
          {{more}}
          jobTemplate:
            spec:
              template:
                spec: {restartPolicy: Never, containers: [{name: main, image: busybox}]}
        """;

    public static string Pod(string name, string annotations = "{}", string more = "", string image = "nginx:1") => $$"""
        metadata: {name: {{name}}, labels: {app: web}, annotations: {{annotations}}}
        spec: { {{more}} containers: [{name: main, image: "{{image}}"}]}
        """;

    private static string Template(string image) => 
        $$"""{metadata: {labels: {app: web} }, spec: {containers: [{name: main, image: "{{image}}", ports: [{name: http, containerPort: 80}]}]} }""";
}
