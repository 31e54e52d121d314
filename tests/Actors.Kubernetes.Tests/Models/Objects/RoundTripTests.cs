using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Kubernetes.Models.Tests;

/// <summary>What is read and written back is what it was: nothing is lost, nothing is added.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] KnownToBeUnknown =
    [
        "V1Container.resizePolicy",
        "V1Container.volumeDevices",
        "V1ContainerStatus.allocatedResources",
        "V1ContainerStatus.volumeMounts",
        "V1JSONSchemaProps.id",
        "V1JobSpec.podFailurePolicy",
        "V1JobStatus.uncountedTerminatedPods",
        "V1LoadBalancerIngress.ports",
        "V1NodeStatus.daemonEndpoints",
        "V1PersistentVolumeClaimStatus.modifyVolumeStatus",
        "V1PodSecurityContext.sysctls",
        "V1PodSpec.dnsConfig",
        "V1PodSpec.hostAliases",
        "V1PodSpec.serviceAccount",
        "V1PodStatus.resourceClaimStatuses",
        "V1ResourceRequirements.claims",
        "V1ServiceSpec.sessionAffinityConfig",
        "V1Volume.projected",
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Recorded.Objects.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void An_object_is_written_back_as_it_was_read(int number)
    {
        var json = Recorded.Objects[number];
        var model = Recorded.ModelOf(json);
        var written = JsonSerializer.SerializeToElement(json.Deserialize(model, KubernetesJson.Options), model, KubernetesJson.Options);
        Assert.True(JsonElement.DeepEquals(Expected(json, model), written), $"{json}\nis written by {model.Name} as\n{written}");
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void An_object_of_any_kind_can_be_read_without_its_model(int number)
    {
        var json = Recorded.Objects[number];
        var written = JsonSerializer.SerializeToElement(KubernetesJson.Deserialize<KubernetesResource>(json), KubernetesJson.Options);
        Assert.True(JsonElement.DeepEquals(json, written), $"{json}\nis written as\n{written}");
    }

    [Fact]
    public void Every_model_is_tried()
    {
        var tried = Recorded.Objects.Select(Recorded.ModelOf).ToHashSet();
        Assert.Empty(Recorded.Models.Values.Except(tried));
    }

    [Fact]
    public void The_models_know_all_but_these_fields_of_the_objects()
    {
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var json in Recorded.Objects)
        {
            var model = Recorded.ModelOf(json);
            if (model.Assembly != typeof(V1Pod).Assembly || model == typeof(KubernetesResource)) continue;
            ModelGraph.Visit(json.Deserialize(model, KubernetesJson.Options)!, one =>
            {
                if (one.GetType() == typeof(KubernetesResource)) return;
                foreach (var field in one.UnknownFields?.Keys ?? []) unknown.Add($"{one.GetType().Name}.{field}");
            });
        }

        Assert.True(KnownToBeUnknown.SequenceEqual(unknown), string.Join("\n", unknown));
    }

    private static JsonElement Expected(JsonElement json, Type model)
    {
        // In a field with a type null says no more than that it is absent.
        if (model != typeof(CoreV1Event) || !json.TryGetProperty("eventTime", out var time) || time.ValueKind != JsonValueKind.Null) return json;
        var expected = JsonNode.Parse(json.GetRawText())!.AsObject();
        expected.Remove("eventTime");
        return JsonElement.Parse(expected.ToJsonString());
    }
}
