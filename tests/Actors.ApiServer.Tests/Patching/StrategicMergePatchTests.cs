using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Patching.Tests;

public class StrategicMergePatchTests
{
    private static readonly Schema Text = new() { Type = SchemaType.String };

    private static readonly Schema Volume = new()
    {
        Type = SchemaType.Object,
        Properties = new Dictionary<string, Schema> { ["name"] = Text, ["emptyDir"] = Map(Text), ["hostPath"] = Map(Text) },
    };

    private static readonly Schema Container = new()
    {
        Type = SchemaType.Object,
        Properties = new Dictionary<string, Schema>
        {
            ["name"] = Text,
            ["image"] = Text,
            ["args"] = new Schema { Type = SchemaType.Array, Items = Text },
            ["env"] = MergedList("name", Map(Text)),
        },
    };

    private static readonly Schema Kind = new()
    {
        Type = SchemaType.Object,
        Properties = new Dictionary<string, Schema>
        {
            ["data"] = Map(Text),
            ["containers"] = MergedList("name", Container),
            ["volumes"] = MergedList("name", Volume),
            ["words"] = new Schema { Type = SchemaType.Array, Items = Text, PatchMerges = true },
            ["atomic"] = new Schema { Type = SchemaType.Array, Items = Map(Text) },
            ["strategy"] = new Schema { Type = SchemaType.Object, Properties = new Dictionary<string, Schema> { ["type"] = Text }, PatchRetainsKeys = true },
        },
    };

    private static Schema Map(Schema values) => new() { Type = SchemaType.Object, AdditionalProperties = values };

    private static Schema MergedList(string key, Schema items) => new() { Type = SchemaType.Array, Items = items, PatchMerges = true, PatchMergeKey = key };

    [Theory]
    [InlineData("{'data':{'a':'1'}}", "{'data':{'b':'2'}}", "{'data':{'a':'1','b':'2'}}")]
    [InlineData("{'data':{'a':'1','b':'2'}}", "{'data':{'a':null}}", "{'data':{'b':'2'}}")]
    [InlineData("{'data':{'a':'1'}}", "{'data':null}", "{}")]
    [InlineData("{}", "{'data':{'a':null,'b':'2'}}", "{'data':{'b':'2'}}")]
    [InlineData("{'data':{'a':'1'}}", "{'data':{'$patch':'replace','b':'2'}}", "{'data':{'b':'2'}}")]
    [InlineData("{'data':{'a':'1'}}", "{'data':{'$patch':'delete'}}", "{'data':{}}")]
    [InlineData("{'data':{'a':'1'},'x':1}", "{'$patch':'replace','data':{}}", "{'data':{}}")]
    [InlineData("{}", "{'data':{'$patch':'delete'}}", "{}")]
    [InlineData("{'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':1}}}", "{'strategy':{'$retainKeys':['type'],'type':'Recreate'}}", "{'strategy':{'type':'Recreate'}}")]
    [InlineData("{}", "{'strategy':{'$retainKeys':['type'],'type':'Recreate'}}", "{'strategy':{'type':'Recreate'}}")]
    public void Objects_are_merged_or_as_their_directives_say(string target, string patch, string expected) => Yields(expected, patch, target);

    [Theory]
    [InlineData("[{'name':'a','image':'1'}]", "[{'name':'a','image':'2'}]", "[{'name':'a','image':'2'}]")]
    [InlineData("[{'name':'a','image':'1'}]", "[{'name':'b','image':'2'}]", "[{'name':'b','image':'2'},{'name':'a','image':'1'}]")]
    [InlineData("[{'name':'a'},{'name':'b'}]", "[{'name':'b','$patch':'delete'}]", "[{'name':'a'}]")]
    [InlineData("[{'name':'a'},{'name':'b'}]", "[{'name':'c'},{'$patch':'replace'}]", "[{'name':'c'}]")]
    [InlineData("[{'name':'a'},{'name':'b'}]", "[{'name':'b','image':'x'}]", "[{'name':'a'},{'name':'b','image':'x'}]")]
    [InlineData("[{'name':'a','image':'1'}]", "[{'name':'a','image':null}]", "[{'name':'a'}]")]
    [InlineData("[{'name':'a','args':['1','2']}]", "[{'name':'a','args':['3']}]", "[{'name':'a','args':['3']}]")]
    [InlineData("[{'name':'a','env':[{'name':'X','value':'1'}]}]", "[{'name':'a','env':[{'name':'Y','value':'2'}]}]", "[{'name':'a','env':[{'name':'Y','value':'2'},{'name':'X','value':'1'}]}]")]
    [InlineData("[{'name':'a','image':'1'}]", "[{'name':'a','$patch':'replace','image':'2'}]", "[]")]
    public void Lists_with_a_merge_key_are_merged(string target, string patch, string expected) =>
        Yields($"{{'containers':{expected}}}", $"{{'containers':{patch}}}", $"{{'containers':{target}}}");

    [Theory]
    [InlineData("['a','b']", "'words':['c']", "['c','a','b']")]
    [InlineData("['a','b']", "'words':['b','c']", "['a','b','c']")]
    [InlineData("['a','b']", "'$deleteFromPrimitiveList/words':['a','x']", "['b']")]
    [InlineData("['a','b']", "'$deleteFromPrimitiveList/words':['a'],'words':['c'],'$setElementOrder/words':['b','c']", "['b','c']")]
    [InlineData("['a','b','c']", "'$setElementOrder/words':['c','a','b']", "['c','a','b']")]
    [InlineData("['a','b','c']", "'$setElementOrder/words':['c','a']", "['b','c','a']")]
    public void Lists_of_scalars_are_united(string target, string patch, string expected) => Yields($"{{'words':{expected}}}", $"{{{patch}}}", $"{{'words':{target}}}");

    [Theory]
    [InlineData("[{'name':'a'},{'name':'b'},{'name':'c'}]", "[{'name':'c'},{'name':'b'},{'name':'a'}]", "[]", "['c','b','a']")]
    [InlineData("[{'name':'a'},{'name':'server'},{'name':'b'}]", "[{'name':'b'},{'name':'a'}]", "[]", "['server','b','a']")]
    [InlineData("[{'name':'a'},{'name':'b'}]", "[{'name':'new'},{'name':'a'},{'name':'b'}]", "[{'name':'new'}]", "['new','a','b']")]
    [InlineData("[{'name':'a'},{'name':'b'}]", "[{'name':'a'}]", "[{'name':'b','$patch':'delete'}]", "['a']")]
    public void Items_stand_in_the_order_asked_for(string target, string order, string patch, string names)
    {
        var change = patch == "[]" ? "" : $",'containers':{patch}";

        var result = StrategicMergePatch.Apply(Json.Node($"{{'$setElementOrder/containers':{order}{change}}}"), Json.Object($"{{'containers':{target}}}"), Kind);

        Assert.Equal(Json.Node(names)!.AsArray().Select(name => (string?)name), result.Object!["containers"]!.AsArray().Select(item => (string?)item!["name"]));
    }

    [Theory]
    [InlineData("{'atomic':[{'a':'1'}]}", "{'atomic':[{'b':'2','c':null}]}", "{'atomic':[{'b':'2'}]}")]
    [InlineData("{'unknown':[1,2]}", "{'unknown':[3]}", "{'unknown':[3]}")]
    [InlineData("{'words':['a']}", "{'words':'b'}", "{'words':'b'}")]
    public void Other_lists_are_replaced(string target, string patch, string expected) => Yields(expected, patch, target);

    [Theory]
    [InlineData("{'metadata':{'finalizers':['a']}}", "{'metadata':{'finalizers':['b']}}", "{'metadata':{'finalizers':['b','a']}}")]
    [InlineData(
        "{'metadata':{'ownerReferences':[{'uid':'1','name':'x'},{'uid':'2'}]}}",
        "{'metadata':{'ownerReferences':[{'uid':'1','controller':true},{'uid':'2','$patch':'delete'}]}}",
        "{'metadata':{'ownerReferences':[{'uid':'1','name':'x','controller':true}]}}")]
    public void Metadata_is_merged_whatever_the_schema_says_of_it(string target, string patch, string expected) => Yields(expected, patch, target);

    [Theory]
    [InlineData("{'volumes':[{'name':'v','emptyDir':{}}]}", "{'volumes':[{'name':'v','$retainKeys':['name','hostPath'],'hostPath':{'path':'/'}}]}", "{'volumes':[{'name':'v','hostPath':{'path':'/'}}]}")]
    [InlineData("{'volumes':[]}", "{'volumes':[{'name':'v','$retainKeys':['name','hostPath'],'hostPath':{'path':'/'}}]}", "{'volumes':[{'name':'v','hostPath':{'path':'/'}}]}")]
    public void Items_keep_only_the_keys_to_be_retained(string target, string patch, string expected) => Yields(expected, patch, target);

    [Theory]
    [InlineData("{}", "[]", 400, "json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("{'data':{}}", "{'data':{'$patch':'mend'}}", 500, "unknown patch type: mend in map: map[$patch:mend]")]
    [InlineData("{'containers':[{'name':'a'}]}", "{'containers':[{'image':'1','args':[1]}]}", 500, "map: map[args:[1] image:1] does not contain declared merge key: name")]
    [InlineData("{'containers':[{'name':'a'}]}", "{'containers':[{'name':'a','$patch':'merge'}]}", 500, "merging lists cannot yet be specified in the patch")]
    [InlineData("{'containers':[{'name':'a'}]}", "{'containers':['a']}", 500, "list element types are not identical: [[map[name:a] a]]")]
    [InlineData("{'strategy':{'type':'x'}}", "{'strategy':{'$retainKeys':'type'}}", 400, "invalid patch format of retainKeys")]
    [InlineData("{'strategy':{'type':'x'}}", "{'strategy':{'$retainKeys':['type'],'other':1}}", 400, "invalid patch format of retainKeys")]
    [InlineData("{'words':['a']}", "{'$deleteFromPrimitiveList':['a']}", 400, "invalid patch format of primitive list")]
    [InlineData("{'words':['a']}", "{'$setElementOrder':['a']}", 400, "invalid patch format of setElementOrder list")]
    [InlineData("{'words':['a']}", "{'$setElementOrder/words':'a'}", 500, "expected a []interface {}, but received a string")]
    [InlineData("{'words':['a']}", "{'$setElementOrder/words':['a'],'words':['b']}", 500, "The order in patch list:\n[b]\n doesn't match $setElementOrder list:\n[a]\n")]
    [InlineData("{'words':[['a']]}", "{'words':[['b']]}", 422, "the server rejected our request due to an error in our request")]
    public void What_does_not_fit_is_refused(string target, string patch, int code, string message)
    {
        var error = StrategicMergePatch.Apply(Json.Node(patch), Json.Object(target), Kind).Error;

        Assert.Equal((code, message), (error!.Code, error.Message));
    }

    private static void Yields(string expected, string patch, string target)
    {
        var (live, change) = (Json.Object(target), Json.Node(patch));

        var result = StrategicMergePatch.Apply(change, live, Kind);

        Assert.Null(result.Error);
        Json.Same(expected, result.Object);
        Json.Same(target, live);
        Json.Same(patch, change);
    }
}
