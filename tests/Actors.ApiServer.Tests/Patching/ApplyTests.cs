using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching.Tests;

public class ApplyTests
{
    private readonly TestServer _server = new("test/v1", "Doc", SchemaReader.Read(FieldDocuments.Schema));

    /// <summary>The entries of an object: manager, operation, seconds of its time, fields.</summary>
    public static List<string> Owners(JsonObject value) =>
        [.. from entry in value["metadata"]!["managedFields"] as JsonArray ?? []
            let subresource = entry!["subresource"] is { } name ? "/" + name : ""
            let time = (string?)entry["time"] is { } text ? int.Parse(text[17..19], System.Globalization.CultureInfo.InvariantCulture).ToString(System.Globalization.CultureInfo.InvariantCulture) : "-"
            select $"{entry["manager"]}{subresource} {entry["operation"]} {time} {FieldSets.Write(FieldSets.Read(entry["fieldsV1"]!.ToJsonString()))}"];

    public static JsonObject Doc(string members, string metadata = "") =>
        Json.Object($"{{'apiVersion':'test/v1','kind':'Doc','metadata':{{'name':'one'{(metadata.Length == 0 ? "" : "," + metadata)}}}{(members.Length == 0 ? "" : "," + members)}}}");

    [Fact]
    public void Apply_makes_an_object_that_is_missing()
    {
        Apply("'text':'x','set':['a']", "me");

        Assert.Equal(["me Apply 0 {'f:set':{'v:\\'a\\'':{}},'f:text':{}}"], Owners());
        Assert.Equal("x", (string?)_server["one"]!["text"]);
    }

    [Fact]
    public void Who_applies_the_same_shares_it_and_who_leaves_it_out_leaves_it_to_the_other()
    {
        Apply("'text':'x','number':1", "one");
        Apply("'text':'x'", "two");
        Apply("'number':1", "one");

        Assert.Equal(["two Apply - {'f:text':{}}", "one Apply 0 {'f:number':{}}"], Owners());
        Assert.Equal("x", (string?)_server["one"]!["text"]);

        Apply("", "two");

        Assert.Null(_server["one"]!["text"]);
    }

    [Theory]
    [InlineData("'labels':{'a':'1','b':'2'}", "'labels':{'a':'1'}", "{'labels':{'a':'1'}}")]
    [InlineData("'labels':{'a':'1'}", "", "{}")]
    [InlineData("'record':{'a':'x','b':{'c':true}}", "'record':{'a':'x'}", "{'record':{'a':'x'}}")]
    [InlineData("'record':{'b':{'c':true}}", "", "{}")]
    [InlineData("'set':['a','b']", "'set':['b']", "{'set':['b']}")]
    [InlineData("'items':[{'name':'x','value':'1'},{'name':'y'}]", "'items':[{'name':'x'}]", "{'items':[{'name':'x'}]}")]
    [InlineData("'items':[{'name':'x','value':'1'}]", "", "{}")]
    [InlineData("'atomicMap':{'a':'1'},'atomicList':['x']", "'atomicMap':{'b':'2'}", "{'atomicMap':{'b':'2'}}")]
    [InlineData("'free':{'a':{'b':1,'c':2}}", "'free':{'a':{'c':2}}", "{'free':{'a':{'c':2}}}")]
    [InlineData("'any':1", "'any':'one'", "{'any':'one'}")]
    public void What_is_no_longer_applied_is_taken_out(string first, string second, string left)
    {
        Apply(first, "me");
        Apply(second, "me");

        Json.Same(left, Spec());
    }

    [Theory]
    [InlineData("'labels':{'a':'1'}", "{'labels':{'b':'2'}}", "", "{'labels':{'b':'2'}}")]
    [InlineData("'items':[{'name':'x','value':'1'}]", "{'items':[{'name':'x','value':'1'},{'name':'y'}]}", "", "{'items':[{'name':'y'}]}")]
    [InlineData("'items':[{'name':'x','value':'1'}]", "{'items':[{'name':'x','value':'2','set':[7]}]}", "'items':[{'name':'x'}]", "{'items':[{'name':'x','value':'2','set':[7]}]}")]
    [InlineData("'items':[{'name':'x','value':'1'}]", "{'items':[{'name':'x','value':'1','set':[7]}]}", "", "{'items':null}")]
    [InlineData("'record':{'a':'x'}", "{'record':{'b':{'c':true}}}", "", "{'record':{'b':{'c':true}}}")]
    public void What_others_set_stays(string applied, string patch, string appliedThen, string left)
    {
        Apply(applied, "me");
        _server.Patch("one", "", "application/merge-patch+json", Json.Node(patch), "other");
        Apply(appliedThen, "me");

        Json.Same(left, Spec());
    }

    [Fact]
    public void What_nobody_owns_stays()
    {
        Apply("'record':{'a':'x'},'labels':{'a':'1'}", "me");
        _server.Patch("one", "", "application/merge-patch+json", Json.Node("{'record':{'b':{'c':true}},'labels':{'n':'1'}}"), "other");
        var entries = _server["one"]!["metadata"]!["managedFields"]!.AsArray();
        entries.Remove(entries.Single(entry => (string?)entry!["manager"] == "other"));
        Apply("'record':{'a':'y'},'labels':{'b':'1'}", "me");

        Json.Same("{'record':{'a':'y','b':{'c':true}},'labels':{'n':'1','b':'1'}}", Spec());
    }

    [Theory]
    [InlineData("'text':'x'", "'text':'y'", "Apply failed with 1 conflict: conflict with \"one\": .text", ".text")]
    [InlineData("'text':'x','labels':{'a':'1','b':'1'}", "'text':'y','labels':{'a':'2','b':'2'}", "Apply failed with 3 conflicts: conflicts with \"one\":\n- .text\n- .labels.a\n- .labels.b", ".text .labels.a .labels.b")]
    [InlineData("'items':[{'name':'x','value':'1'}]", "'items':[{'name':'x','value':'2'}]", "Apply failed with 1 conflict: conflict with \"one\": .items[name=\"x\"].value", ".items[name=\"x\"].value")]
    [InlineData("'atomicList':['a']", "'atomicList':['a','b']", "Apply failed with 1 conflict: conflict with \"one\": .atomicList", ".atomicList")]
    [InlineData("'ports':[{'port':80,'name':'a'}]", "'ports':[{'port':80,'name':'b'}]", "Apply failed with 1 conflict: conflict with \"one\": .ports[port=80,protocol=\"TCP\"].name", ".ports[port=80,protocol=\"TCP\"].name")]
    [InlineData("'set':['a']", "'set':['b']", "", "")]
    public void Who_would_change_what_another_owns_is_refused(string first, string second, string message, string fields)
    {
        Apply(first, "one");
        var before = _server["one"]!.DeepClone();

        var error = TryApply(second, "two").Error;

        Assert.Equal(message, error?.Message ?? "");
        Assert.Equal(fields, string.Join(' ', (error?.Causes ?? []).Select(cause => cause.Field)));
        if (error is not null) Json.Same(before, _server["one"]);
    }

    [Fact]
    public void A_conflict_says_how_the_others_came_by_their_fields()
    {
        _server.Create(Doc("'text':'x','number':1"), "upd");
        Apply("'labels':{'a':'1'}", "app");

        var error = TryApply("'text':'y','number':2,'labels':{'a':'2'}", "me").Error!;

        Assert.Equal((409, "Conflict"), (error.Code, error.Reason));
        Assert.Equal(
            "Apply failed with 3 conflicts: conflicts with \"app\":\n- .labels.a\nconflicts with \"upd\" using test/v1:\n- .number\n- .text",
            error.Message);
        Assert.Equal(new PatchCause("FieldManagerConflict", "conflict with \"upd\" using test/v1", ".number"), error.Causes![1]);
    }

    [Fact]
    public void Force_takes_the_fields_over()
    {
        Apply("'text':'x','number':1", "one");
        _server.Now += TimeSpan.FromSeconds(1);
        Assert.Null(TryApply("'text':'y'", "two", force: true).Error);

        Assert.Equal(["one Apply 0 {'f:number':{}}", "two Apply 1 {'f:text':{}}"], Owners());
    }

    [Theory]
    [InlineData("'unknown':1", "failed to create typed patch object (/one; test/v1, Kind=Doc): .unknown: field not declared in schema")]
    [InlineData("'set':['a','a']", "failed to create typed patch object (/one; test/v1, Kind=Doc): .set: duplicate entries for key [=\"a\"]")]
    [InlineData("'items':[{'name':'x'},{'name':'x','value':'1'}]", "failed to create typed patch object (/one; test/v1, Kind=Doc): .items: duplicate entries for key [name=\"x\"]")]
    [InlineData("'items':[{'value':'1'}]", "failed to create typed patch object (/one; test/v1, Kind=Doc): .items: element 0: associative list with keys has an element that omits all key fields [\"name\"] (and doesn't have default values for any key fields)")]
    [InlineData("'items':[null]", "failed to create typed patch object (/one; test/v1, Kind=Doc): .items: element 0: associative list with keys may not have a null element")]
    [InlineData("'set':[{}]", "failed to create typed patch object (/one; test/v1, Kind=Doc): .set: element 0: associative list without keys has an element that's a map type")]
    [InlineData("'text':8", "failed to create typed patch object (/one; test/v1, Kind=Doc): .text: expected string, got &value.valueUnstructured{Value:8}")]
    [InlineData("'number':'8'", "failed to create typed patch object (/one; test/v1, Kind=Doc): .number: expected numeric (int or float), got string")]
    [InlineData("'record':{'b':{'c':'yes'}}", "failed to create typed patch object (/one; test/v1, Kind=Doc): .record.b.c: expected boolean, got &{yes}")]
    [InlineData("'record':[1]", "failed to create typed patch object (/one; test/v1, Kind=Doc): .record: expected map, got &{[1]}")]
    [InlineData("'set':{'a':1}", "failed to create typed patch object (/one; test/v1, Kind=Doc): .set: expected list, got &{map[a:1]}")]
    [InlineData("'text':8,'number':true", "failed to create typed patch object (/one; test/v1, Kind=Doc): errors:\n  .text: expected string, got &value.valueUnstructured{Value:8}\n  .number: expected numeric (int or float), got bool")]
    public void A_configuration_whose_fields_cannot_be_told_apart_is_refused(string members, string message)
    {
        Apply("'text':'x'", "one");

        Assert.Equal(new PatchError(500, "", message), TryApply(members, "one").Error);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{'manager':'x'}]")]
    public void A_configuration_says_nothing_of_managed_fields(string entries) => Assert.Equal(
        PatchError.BadRequest("metadata.managedFields must be nil"),
        _server.Patch("one", "", "application/apply-patch+yaml", Doc("", $"'managedFields':{entries}"), "me").Error);

    [Fact]
    public void A_configuration_is_of_the_version_and_kind_it_is_sent_to()
    {
        var other = Doc("");
        other["apiVersion"] = "v2";

        Assert.Equal(PatchError.BadRequest("invalid object type: /v2, Kind=Doc"), _server.Patch("one", "", "application/apply-patch+yaml", other, "me").Error);
    }

    [Fact]
    public void Live_lists_may_have_duplicates()
    {
        _server.Create(Doc("'set':['a','a','b']"), "old");
        Apply("'set':['c']", "me");

        Json.Same("{'set':['a','a','b','c']}", Spec());

        Assert.Null(TryApply("'set':['a']", "me", force: true).Error);

        Json.Same("{'set':['a','b']}", Spec());
    }

    [Fact]
    public void Kubectl_goes_over_from_its_annotation_without_conflict()
    {
        const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
        var last = Doc("'text':'x','number':1").ToJsonString();
        var created = Doc("'text':'x','number':1");
        created["metadata"]!["annotations"] = new JsonObject { [Annotation] = last };
        _server.Create(created, "kubectl-client-side-apply");

        Assert.Equal(409, TryApply("'text':'y'", "other").Error?.Code);

        Apply("'text':'y'", "kubectl");

        Assert.Equal(
            "{\"apiVersion\":\"test/v1\",\"kind\":\"Doc\",\"metadata\":{\"name\":\"one\"},\"text\":\"y\"}\n",
            (string?)_server["one"]!["metadata"]!["annotations"]![Annotation]);

        _server.Patch("one", "", "application/merge-patch+json", Json.Node("{'number':5}"), "someone");

        Assert.Equal("Apply failed with 1 conflict: conflict with \"someone\" using test/v1: .number", TryApply("'number':6", "kubectl").Error?.Message);
    }

    [Fact]
    public void To_apply_again_changes_nothing_and_to_apply_nothing_restores()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var server = new TestServer("test/v1", "Doc", SchemaReader.Read(FieldDocuments.Schema));
            var other = Draw(random, 0);
            PatchResult ApplyAs(string members, string manager) => server.Patch("one", "", "application/apply-patch+yaml", Doc(members), manager);
            ApplyAs(other, "other");
            var before = server["one"]!.DeepClone();

            var mine = Draw(random, 5);
            Assert.True(ApplyAs(mine, "me").Error is null, $"seed {seed}");
            var applied = server["one"]!.DeepClone();
            ApplyAs(mine, "me");
            Assert.True(JsonNode.DeepEquals(applied, server["one"]), $"seed {seed}: {mine} applied again");

            ApplyAs("", "me");
            Assert.True(JsonNode.DeepEquals(before, server["one"]), $"seed {seed}: {other} then {mine}: {before} is not {server["one"]}");
        }
    }

    /// <summary>Members whose keys are not those drawn with another offset, so that managers do not clash.</summary>
    private static string Draw(Random random, int offset)
    {
        string Some(Func<int, string> item) => string.Join(',', Enumerable.Range(offset, 5).Where(_ => random.Next(2) == 0).Select(item));
        var members = new List<string>
        {
            $"'labels':{{{Some(i => $"'l{i}':'x'")}}}",
            $"'set':[{Some(i => $"'s{i}'")}]",
            $"'items':[{Some(i => $"{{'name':'n{i}','value':'v','set':[{i}]}}")}]",
            $"'free':{{{Some(i => $"'f{i}':{{'x':{i}}}")}}}",
        };
        return string.Join(',', members.Where(member => !member.EndsWith("[]", StringComparison.Ordinal) && !member.EndsWith("{}", StringComparison.Ordinal)));
    }

    private void Apply(string members, string manager) => Assert.Null(TryApply(members, manager).Error);

    private PatchResult TryApply(string members, string manager, bool force = false) =>
        _server.Patch("one", "", "application/apply-patch+yaml", Doc(members), manager, force);

    private JsonObject Spec()
    {
        var spec = _server["one"]!.DeepClone().AsObject();
        foreach (var name in (string[])["apiVersion", "kind", "metadata"]) spec.Remove(name);
        return spec;
    }

    private List<string> Owners() => Owners(_server["one"]!);
}
