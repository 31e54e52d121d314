using Actors.ApiServer.Kinds;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Tests.Kinds;

public sealed class SchemaBuilderTests
{
    [Theory]
    [InlineData("v1", "Pod", "spec.containers", "Array Map(name) merge(name)")]
    [InlineData("v1", "Pod", "spec.containers.ports", "Array Map(containerPort,protocol) merge(containerPort)")]
    [InlineData("v1", "Pod", "spec.volumes", "Array Map(name) merge(name) retainKeys")]
    [InlineData("v1", "Pod", "spec.tolerations", "Array Atomic()")]
    [InlineData("v1", "Pod", "spec.nodeSelector", "Object atomic")]
    [InlineData("v1", "Pod", "metadata.finalizers", "Array Set() merge()")]
    [InlineData("v1", "Pod", "metadata.ownerReferences", "Array Map(uid) merge(uid)")]
    [InlineData("v1", "Pod", "metadata.managedFields", "Array Atomic()")]
    [InlineData("v1", "ConfigMap", "data", "Object")]
    [InlineData("apps/v1", "Deployment", "spec.selector", "Object atomic")]
    [InlineData("apps/v1", "Deployment", "spec.strategy", "Object retainKeys")]
    [InlineData("apps/v1", "ControllerRevision", "data", "Object atomic")]
    [InlineData("v1", "Service", "spec.ports", "Array Map(port,protocol) merge(port)")]
    [InlineData("v1", "Service", "spec.ports.targetPort", "IntOrString")]
    public void A_field_is_owned_and_merged_as_a_server_does_it(string version, string kind, string path, string expected)
    {
        var schema = BuiltInKinds.For(new ClusterAddresses()).First(one => one.ApiVersion == version && one.Kind == kind).Schema;
        foreach (var step in path.Split('.')) schema = (schema.Items ?? schema).Properties[step];
        Assert.Equal(expected, Describe(schema));
    }

    [Fact]
    public void The_keys_of_a_list_have_the_defaults_its_items_are_found_by()
    {
        var pod = BuiltInKinds.For(new ClusterAddresses()).First(static one => one.Kind == "Pod").Schema;
        var port = pod.Properties["spec"].Properties["containers"].Items!.Properties["ports"].Items!;
        Assert.Equal("TCP", port.Properties["protocol"].Default!.GetValue<string>());
    }

    private static string Describe(Schema schema)
    {
        var words = new List<string> { schema.Type.ToString() };
        if (schema.Type == SchemaType.Array) words.Add($"{schema.ListType}({string.Join(',', schema.ListMapKeys)})");
        if (schema.IsAtomic && schema.Type != SchemaType.Array) words.Add("atomic");
        if (schema.PatchMerges) words.Add($"merge({schema.PatchMergeKey})");
        if (schema.PatchRetainsKeys) words.Add("retainKeys");
        return string.Join(' ', words);
    }
}
