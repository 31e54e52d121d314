using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching.Tests;

public class ScaleOwnershipTests
{
    private static readonly ScaleOwnership Ownership = new("test/v1", version => version switch
    {
        "test/v1" => FieldSet.Of("spec.size"),
        "test/v2" => FieldSet.Empty,
        _ => null,
    });

    [Theory]
    [InlineData("Update test/v1 {'f:spec':{'f:size':{},'f:x':{}}}", 1, "one Update - {'f:spec':{'f:size':{},'f:x':{}}}")]
    [InlineData("Update test/v1 {'f:spec':{'f:size':{},'f:x':{}}}", 2, "scaler/scale Update - {'f:spec':{'f:size':{}}}|one Update - {'f:spec':{'f:x':{}}}")]
    [InlineData("Apply test/v1 {'f:spec':{'f:size':{}}}", 2, "scaler/scale Update - {'f:spec':{'f:size':{}}}")]
    [InlineData("Update test/v0 {'f:spec':{'f:size':{}}}", 2, "")]
    [InlineData("Update test/v2 {'f:spec':{'f:size':{}}}", 2, "one Update - {'f:spec':{'f:size':{}}}")]
    public void Who_scales_owns_the_replicas(string entry, int replicas, string owners)
    {
        var parts = entry.Split(' ');
        var live = Json.Object("{'metadata':{'name':'one','uid':'1'},'spec':{'size':1,'x':1}}");
        live["metadata"]!["managedFields"] = new JsonArray(new JsonObject
        {
            ["manager"] = "one",
            ["operation"] = parts[0],
            ["apiVersion"] = parts[1],
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = Json.Node(parts[2]),
        });
        var scale = Json.Object("{'apiVersion':'autoscaling/v1','kind':'Scale','metadata':{'name':'one','uid':'1'},'spec':{'replicas':1},'status':{'replicas':0}}");
        Ownership.ToScale(live, scale);
        var scaled = scale.DeepClone().AsObject();
        scaled["spec"]!["replicas"] = replicas;
        new FieldManager(ScaleOwnership.Kind, "scale", FieldSet.Empty).Update(scale, scaled, "scaler", DateTimeOffset.UnixEpoch);
        var updated = live.DeepClone().AsObject();

        Ownership.ToParent(live, scaled, updated);

        Assert.Equal(owners.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), ApplyTests.Owners(Json.Whole(updated)).Order(StringComparer.Ordinal));
    }
}
