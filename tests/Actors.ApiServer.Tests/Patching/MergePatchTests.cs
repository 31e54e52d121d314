namespace Actors.ApiServer.Patching.Tests;

public class MergePatchTests
{
    [Theory]
    [InlineData("{'a':'b'}", "{'a':'c'}", "{'a':'c'}")]
    [InlineData("{'a':'b'}", "{'b':'c'}", "{'a':'b','b':'c'}")]
    [InlineData("{'a':'b'}", "{'a':null}", "{}")]
    [InlineData("{'a':'b','b':'c'}", "{'a':null}", "{'b':'c'}")]
    [InlineData("{'a':['b']}", "{'a':'c'}", "{'a':'c'}")]
    [InlineData("{'a':'c'}", "{'a':['b']}", "{'a':['b']}")]
    [InlineData("{'a':{'b':'c'}}", "{'a':{'b':'d','c':null}}", "{'a':{'b':'d'}}")]
    [InlineData("{'a':[{'b':'c'}]}", "{'a':[1]}", "{'a':[1]}")]
    [InlineData("{'e':null}", "{'a':1}", "{'e':null,'a':1}")]
    [InlineData("{'e':null}", "{'e':{'x':null,'y':1}}", "{'e':{'y':1}}")]
    [InlineData("{}", "{'a':{'bb':{'ccc':null}}}", "{'a':{'bb':{}}}")]
    [InlineData("{}", "{'a':[{'b':null,'c':1},null]}", "{'a':[{'c':1},null]}")]
    [InlineData("{'a':1}", "{'a':{'b':null}}", "{'a':{}}")]
    public void A_patch_is_merged(string target, string patch, string expected)
    {
        var live = Json.Object(target);

        Json.Same(expected, MergePatch.Apply(Json.Node(patch), live).Object);
        Json.Same(target, live);
    }

    [Theory]
    [InlineData("null", "Invalid JSON Patch")]
    [InlineData("[]", "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("1", "error decoding patch: json: cannot unmarshal number into Go value of type map[string]interface {}")]
    public void What_is_no_object_is_a_bad_request(string patch, string message) =>
        Assert.Equal(new PatchError(400, "BadRequest", message), MergePatch.Apply(Json.Node(patch), Json.Object("{}")).Error);
}
