using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching.Tests;

public class JsonPatchTests
{
    private const string Target = "{'a':1,'list':['x','y','z'],'deep':{'b':{'c':true},'n':null},'a/b':1,'m~n':2,'':3}";

    [Theory]
    [InlineData("{'op':'add','path':'/new','value':{'x':[1]}}", "{'new':{'x':[1]}}")]
    [InlineData("{'op':'add','path':'/a','value':2}", "{'a':2}")]
    [InlineData("{'op':'add','path':'/a','value':null}", "{'a':null}")]
    [InlineData("{'op':'add','path':'/list/0','value':'w'}", "{'list':['w','x','y','z']}")]
    [InlineData("{'op':'add','path':'/list/3','value':'w'}", "{'list':['x','y','z','w']}")]
    [InlineData("{'op':'add','path':'/list/-','value':'w'}", "{'list':['x','y','z','w']}")]
    [InlineData("{'op':'add','path':'/list/-1','value':'w'}", "{'list':['x','y','z','w']}")]
    [InlineData("{'op':'add','path':'/list/-2','value':'w'}", "{'list':['x','y','w','z']}")]
    [InlineData("{'op':'replace','path':'/list/1','value':'w'}", "{'list':['x','w','z']}")]
    [InlineData("{'op':'replace','path':'/list/-1','value':'w'}", "{'list':['x','y','w']}")]
    [InlineData("{'op':'replace','path':'/absent','value':1}", "{'absent':1}")]
    [InlineData("{'op':'replace','path':'/deep/b/c','value':false}", "{'deep':{'b':{'c':false},'n':null}}")]
    [InlineData("{'op':'remove','path':'/list/0'}", "{'list':['y','z']}")]
    [InlineData("{'op':'remove','path':'/list/-1'}", "{'list':['x','y']}")]
    [InlineData("{'op':'remove','path':'/deep/n'}", "{'deep':{'b':{'c':true}}}")]
    [InlineData("{'op':'move','from':'/list/0','path':'/list/2'}", "{'list':['y','z','x']}")]
    [InlineData("{'op':'move','from':'/deep/b','path':'/b'}", "{'deep':{'n':null},'b':{'c':true}}")]
    [InlineData("{'op':'copy','from':'/deep/b','path':'/deep/c'}", "{'deep':{'b':{'c':true},'c':{'c':true},'n':null}}")]
    [InlineData("{'op':'copy','from':'/absent','path':'/c'}", "{'c':null}")]
    [InlineData("{'op':'replace','path':'/a~1b','value':5}", "{'a/b':5}")]
    [InlineData("{'op':'replace','path':'/m~0n','value':5}", "{'m~n':5}")]
    [InlineData("{'op':'replace','path':'/','value':5}", "{'':5}")]
    [InlineData("{'op':'test','path':'/deep','value':{'n':null,'b':{'c':true}}}", "{}")]
    [InlineData("{'op':'test','path':'/deep/n','value':null}", "{}")]
    [InlineData("{'op':'test','path':'/absent','value':null}", "{}")]
    [InlineData("{'op':'test','path':'/absent'}", "{}")]
    [InlineData("{'op':'test','path':'/a','value':1}", "{}")]
    public void An_operation_changes_what_it_says(string operation, string changes)
    {
        var target = Json.Object(Target);
        var expected = Json.Object(Target);
        foreach (var (name, value) in Json.Object(changes)) expected[name] = value?.DeepClone();

        var result = JsonPatch.Apply(Json.Node($"[{operation}]"), target);

        Json.Same(expected, result.Object);
        Json.Same(Target, target);
    }

    [Theory]
    [InlineData("{'op':'add','path':'/list/4','value':'w'}")]
    [InlineData("{'op':'add','path':'/list/-5','value':'w'}")]
    [InlineData("{'op':'add','path':'/list/one','value':'w'}")]
    [InlineData("{'op':'add','path':'/no/way','value':'w'}")]
    [InlineData("{'op':'add','path':'/a/way','value':'w'}")]
    [InlineData("{'op':'add','path':'','value':{}}")]
    [InlineData("{'op':'add','path':'a','value':1}")]
    [InlineData("{'op':'add','value':1}")]
    [InlineData("{'op':'remove','path':'/absent'}")]
    [InlineData("{'op':'remove','path':'/list/3'}")]
    [InlineData("{'op':'remove','path':'/list/-'}")]
    [InlineData("{'op':'remove','path':''}")]
    [InlineData("{'op':'replace','path':'/list/3','value':1}")]
    [InlineData("{'op':'replace','path':'/no/way','value':1}")]
    [InlineData("{'op':'replace','path':'','value':[1]}")]
    [InlineData("{'op':'replace','path':'','value':1}")]
    [InlineData("{'op':'move','from':'/absent','path':'/b'}")]
    [InlineData("{'op':'move','from':'/deep','path':'/deep/b/d'}")]
    [InlineData("{'op':'copy','from':'/list/9','path':'/b'}")]
    [InlineData("{'op':'copy','path':'/b'}")]
    [InlineData("{'op':'test','path':'/a','value':2}")]
    [InlineData("{'op':'test','path':'/a','value':'1'}")]
    [InlineData("{'op':'test','path':'/a'}")]
    [InlineData("{'op':'test','path':'/list','value':['x']}")]
    [InlineData("{'op':'test','path':'/no/way','value':null}")]
    [InlineData("{'op':'merge','path':'/a','value':1}")]
    [InlineData("{'path':'/a','value':1}")]
    [InlineData("null")]
    public void An_operation_that_does_not_fit_is_refused_without_saying_more(string operation)
    {
        var error = JsonPatch.Apply(Json.Node($"[{{'op':'add','path':'/first','value':1}},{operation}]"), Json.Object(Target)).Error;

        Assert.Equal((422, "Invalid", "the server rejected our request due to an error in our request"), (error!.Code, error.Reason, error.Message));
        Assert.Empty(error.Causes!);
    }

    [Theory]
    [InlineData("{}", "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp")]
    [InlineData("'x'", "error decoding patch: json: cannot unmarshal string into Go value of type []handlers.jsonPatchOp")]
    [InlineData("[1]", "error decoding patch: json: cannot unmarshal number into Go value of type handlers.jsonPatchOp")]
    [InlineData("[{'op':1}]", "error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.op of type string")]
    [InlineData("[{'op':'add','path':[]}]", "error decoding patch: json: cannot unmarshal array into Go struct field jsonPatchOp.path of type string")]
    public void What_is_no_patch_is_a_bad_request(string patch, string message)
    {
        var error = JsonPatch.Apply(Json.Node(patch), Json.Object(Target)).Error;

        Assert.Equal(new PatchError(400, "BadRequest", message), error);
    }

    [Fact]
    public void Operations_see_what_the_ones_before_them_did() => Json.Same(
        "{'a':{'b':[2,{'c':1}]}}",
        JsonPatch.Apply(
            Json.Node("[{'op':'add','path':'/a','value':{}},{'op':'add','path':'/a/b','value':[{'c':1}]},{'op':'add','path':'/a/b/0','value':2},{'op':'remove','path':'/x'}]"),
            Json.Object("{'x':1}")).Object);

    [Theory]
    [InlineData(10_000, 0)]
    [InlineData(10_001, 413)]
    public void A_patch_has_at_most_ten_thousand_operations(int count, int code)
    {
        var operations = new JsonArray([.. Enumerable.Range(0, count).Select(_ => Json.Node("{'op':'test','path':'/a','value':1}"))]);

        var result = JsonPatch.Apply(operations, Json.Object("{'a':1}"));

        Assert.Equal(code, result.Error?.Code ?? 0);
        if (code != 0) Assert.Equal("Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001", result.Error!.Message);
    }

    [Fact]
    public void Members_no_operation_has_are_named() => Assert.Equal(
        ["json patch unknown field \"[1].to\""],
        JsonPatch.UnknownFields(Json.Node("[{'op':'add','path':'/a','value':{'to':1}},{'op':'move','from':'/a','to':'/b'}]")));
}
