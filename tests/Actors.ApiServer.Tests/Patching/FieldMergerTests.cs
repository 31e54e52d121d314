namespace Actors.ApiServer.Patching.Tests;

public class FieldMergerTests
{
    [Theory]
    [InlineData("{'text':'x'}", "{'number':1}", "{'text':'x','number':1}")]
    [InlineData("{'text':'x'}", "{'text':null}", "{'text':null}")]
    [InlineData("{'record':{'a':'x'}}", "{'record':{'b':{'c':true}}}", "{'record':{'a':'x','b':{'c':true}}}")]
    [InlineData("{'record':{'a':'x'}}", "{'record':{}}", "{'record':{'a':'x'}}")]
    [InlineData("{'record':{'a':'x'}}", "{'record':null}", "{'record':{'a':'x'}}")]
    [InlineData("{'record':{}}", "{'record':null}", "{'record':null}")]
    [InlineData("{'atomicMap':{'a':'x'}}", "{'atomicMap':{'b':'y'}}", "{'atomicMap':{'b':'y'}}")]
    [InlineData("{'atomicList':['a']}", "{'atomicList':['b','b']}", "{'atomicList':['b','b']}")]
    [InlineData("{'any':{'a':1}}", "{'any':'x'}", "{'any':'x'}")]
    [InlineData("{'free':{'a':{'b':1},'l':[1]}}", "{'free':{'a':{'c':1},'l':[2]}}", "{'free':{'a':{'b':1,'c':1},'l':[2]}}")]
    [InlineData("{'set':[]}", "{'set':['a']}", "{'set':['a']}")]
    [InlineData("{'set':['a']}", "{'set':[]}", "{'set':['a']}")]
    [InlineData("{'items':[{'name':'x','value':'1'}]}", "{'items':[{'name':'x','set':[1]}]}", "{'items':[{'name':'x','value':'1','set':[1]}]}")]
    [InlineData("{'items':[{'name':'x','value':'1'},{'name':'x','value':'2'}]}", "{'items':[{'name':'x','set':[1]}]}", "{'items':[{'name':'x','set':[1]}]}")]
    [InlineData("{'ports':[{'port':80,'protocol':'TCP'}]}", "{'ports':[{'port':80,'name':'web'}]}", "{'ports':[{'port':80,'protocol':'TCP','name':'web'}]}")]
    public void A_configuration_is_merged_into_the_live_object(string live, string applied, string merged)
    {
        var (before, configuration) = (Json.Object(live), Json.Object(applied));

        Json.Same(merged, FieldMerger.Merge(before, configuration, FieldDocuments.Type));
        Json.Same(live, before);
        Json.Same(applied, configuration);
    }

    [Theory]
    [InlineData("abc", "ab", "abc")]
    [InlineData("abc", "de", "abcde")]
    [InlineData("ab", "ba", "ba")]
    [InlineData("abc", "cde", "abcde")]
    [InlineData("bde", "abe", "abde")]
    [InlineData("abxy", "cdxy", "abcdxy")]
    [InlineData("abcd", "dea", "bcdea")]
    [InlineData("bacd", "bdac", "bdac")]
    [InlineData("abb", "b", "ab")]
    [InlineData("aabb", "bc", "aabc")]
    [InlineData("abb", "c", "abbc")]
    public void Lists_keep_the_live_order_and_what_is_applied_its_own(string live, string applied, string merged) =>
        Assert.Equal(merged, string.Concat(FieldMerger.Merge(List(live), List(applied), FieldDocuments.Type)["set"]!.AsArray().Select(item => (string)item!)));

    private static System.Text.Json.Nodes.JsonObject List(string items) => Json.Object($"{{'set':[{string.Join(',', items.Select(item => $"'{item}'"))}]}}");
}
