using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using ValueType = Actors.ApiServer.Kinds.ValueType;

namespace Actors.ApiServer.Tests.Kinds;

public sealed class DecodingTests
{
    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"b"},"dat":1}""", "dat")]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"nam":"x","labels":{"any":"thing"}}}""", "metadata.nam")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","spec":{"x":1,"containers":[{"name":"a"},{"name":"b","portz":[]}]}}""", "spec.x spec.containers[1].portz")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","spec":{"template":{"spec":{"nodeSelector":{"any":"thing"},"containerz":[]}}}}""", "spec.template.spec.containerz")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","Spec":{}}""", "Spec")]
    public void Unknown_fields_go_and_are_named(string text, string paths)
    {
        var value = Written.Json(text);
        Assert.Equal(paths, string.Join(' ', Written.KindOf(value).Rules.Decode(value)));
        Assert.Empty(Written.KindOf(value).Rules.Decode(value));
    }

    [Theory]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":"3"}}""",
        "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":1.5}}""",
        "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":3000000000}}""",
        "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","spec":[]}""",
        "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal array into Go struct field Pod.spec of type v1.PodSpec")]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","data":{"a":1}}""",
        "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string")]
    [InlineData("""{"apiVersion":"v1","kind":"Secret","data":{"a":"b!"}}""",
        "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte 1")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"resources":{"limits":{"cpu":"much"}}}]}}""",
        "Pod in version \"v1\" cannot be handled as a Pod: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("""{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","spec":{"renewTime":"now"}}""",
        "Lease in version \"v1\" cannot be handled as a Lease: parsing time \"now\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse \"now\" as \"2006\"")]
    public void A_value_of_the_wrong_type_is_refused(string text, string message)
    {
        var value = Written.Json(text);
        Assert.Equal(message, Assert.Throws<KindDecodeException>(() => Written.KindOf(value).Rules.Decode(value)).Message);
    }

    [Theory]
    [InlineData("what equals not set goes", """{"apiVersion":"v1","kind":"Pod","spec":{"hostNetwork":false,"nodeName":"","volumes":[],"nodeSelector":{},"priority":0}}""",
        "spec.hostNetwork=null spec.nodeName=null spec.volumes=null spec.nodeSelector=null spec.priority=0")]
    [InlineData("null is not set", """{"apiVersion":"v1","kind":"Pod","spec":{"containers":null,"restartPolicy":null}}""", """spec.containers=null spec.restartPolicy="Always" """)]
    [InlineData("objects within are there", """{"apiVersion":"v1","kind":"Service"}""", """metadata={} spec.type="ClusterIP" status={"loadBalancer":{}}""")]
    [InlineData("amounts have one notation", """{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"resources":{"limits":{"cpu":"1000m","memory":1024,"a/b":"0.5"}}}]}}""",
        """spec.containers.0.resources.limits={"cpu":"1","memory":"1024","a/b":"500m"}""")]
    [InlineData("times are in UTC to the second", """{"apiVersion":"v1","kind":"Pod","status":{"startTime":"2026-01-01T02:00:00.5+02:00"}}""", """status.startTime="2026-01-01T00:00:00Z" """)]
    [InlineData("micro times to the microsecond", """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","spec":{"renewTime":"2026-01-01T00:00:00Z"}}""",
        """spec.renewTime="2026-01-01T00:00:00.000000Z" """)]
    [InlineData("a flag that can be unset keeps false", """{"apiVersion":"v1","kind":"ServiceAccount","automountServiceAccountToken":false}""", "automountServiceAccountToken=false")]
    [InlineData("text becomes data", """{"apiVersion":"v1","kind":"Secret","stringData":{"a":"ü"},"data":{"b":"YQ=="}}""", """data={"b":"YQ==","a":"w7w="} stringData=null""")]
    [InlineData("a schema of a definition is kept", """{"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","spec":{"versions":[{"name":"v1","schema":{"openAPIV3Schema":{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"}},"b":{"additionalProperties":false}}}}}]}}""",
        """spec.versions.0.schema.openAPIV3Schema={"type":"object","properties":{"a":{"type":"array","items":{"type":"string"}},"b":{"additionalProperties":false}}}""")]
    public void An_object_gets_the_form_of_its_type(string what, string text, string expected)
    {
        var value = Written.Decoded(text);
        foreach (var pair in Pairs(expected)) Assert.True(pair.Value == Written.At(value, pair.Key), $"{what}: {pair.Key} is {Written.At(value, pair.Key)}");
    }

    public static TheoryData<string> AllKinds => [.. BuiltInKinds.Definitions.Select(static kind => $"{kind.Group}/{kind.Version}/{kind.Kind}")];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void What_is_in_form_stays_as_it_is(string name)
    {
        var kind = BuiltInKinds.Definitions.First(one => $"{one.Group}/{one.Version}/{one.Kind}" == name);
        var value = Sample(kind.Type, 0);
        var rules = new BuiltInRules(kind, new ClusterAddresses());
        Assert.Empty(rules.Decode(value));
        var once = value.DeepClone();
        Assert.Empty(rules.Decode(value));
        Assert.Equal(once.ToJsonString(), value.ToJsonString());
    }

    private static IEnumerable<(string Key, string Value)> Pairs(string expected) =>
        expected.Trim().Split(' ').Select(static one => one.Split('=', 2)).Select(static one => (one[0], one[1]));

    /// <summary>An object in which every field has a value, as deep as a few types into each other.</summary>
    private static JsonObject Sample(ObjectDefinition type, int depth)
    {
        var value = new JsonObject();
        foreach (var field in type.Fields)
        {
            if (Value(field.Type, depth) is { } member) value[field.Name] = member;
        }

        return value;
    }

    private static JsonNode? Value(ValueType type, int depth) => type.Kind switch
    {
        ValueKind.Text => "a",
        ValueKind.Int32 or ValueKind.Int64 or ValueKind.IntOrString => 7,
        ValueKind.Float => 1.5,
        ValueKind.Flag => true,
        ValueKind.Bytes => "YQ==",
        ValueKind.Quantity => "1500m",
        ValueKind.Time or ValueKind.MicroTime => "2026-01-01T00:00:00.25Z",
        ValueKind.Duration => "1m0s",
        ValueKind.Json or ValueKind.OwnedFields or ValueKind.RawObject => new JsonObject { ["any"] = "thing" },
        ValueKind.Object => depth > 12 ? null : Sample(type.Object!, depth + (type.IsPointer ? 4 : 1)),
        ValueKind.List => Value(type.Element!, depth + 4) is { } item ? new JsonArray(item) : null,
        _ => Value(type.Element!, depth + 4) is { } member ? new JsonObject { ["k"] = member } : null,
    };
}
