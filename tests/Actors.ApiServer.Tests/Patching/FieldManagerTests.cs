using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching.Tests;

public class FieldManagerTests
{
    private readonly TestServer _server = new("test/v1", "Doc", SchemaReader.Read(FieldDocuments.Schema));

    [Fact]
    public void Who_creates_owns_what_he_sets_but_not_the_identity_of_the_object()
    {
        _server.Create(Doc("'text':'x','labels':{'a':'1'}", "'labels':{'l':'1'},'generation':1,'uid':'u'"), "me");

        Assert.Equal(["me Update 0 {'f:labels':{'.':{},'f:a':{}},'f:metadata':{'f:labels':{'.':{},'f:l':{}}},'f:text':{}}"], Owners());
    }

    [Fact]
    public void Who_changes_a_field_takes_it_from_the_others()
    {
        _server.Create(Doc("'text':'x','number':1"), "one");
        Later(1);
        Merge("{'text':'y'}", "two");
        Later(2);
        Merge("{'text':'z','any':'new'}", "one");

        Assert.Equal(["one Update 2 {'f:any':{},'f:number':{},'f:text':{}}"], Owners());
    }

    [Fact]
    public void A_field_that_goes_goes_from_its_owner()
    {
        _server.Create(Doc("'text':'x','number':1,'labels':{'a':'1','b':'2'}"), "one");
        Later(1);
        Merge("{'text':null,'labels':{'a':null}}", "two");

        Assert.Equal(["one Update 0 {'f:labels':{'.':{},'f:b':{}},'f:number':{}}"], Owners());
    }

    [Fact]
    public void A_write_that_changes_nothing_keeps_the_time()
    {
        _server.Create(Doc("'text':'x'"), "one");
        Later(1);
        Merge("{'text':'x'}", "two");
        Apply("'text':'x'", "three");
        Later(2);
        Apply("'text':'x'", "three");

        Assert.Equal(["three Apply - {'f:text':{}}", "one Update 0 {'f:text':{}}"], Owners());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{}]")]
    public void A_client_can_have_ownership_forgotten(string reset)
    {
        _server.Create(Doc("'text':'x'"), "one");
        Merge($"{{'metadata':{{'managedFields':{reset}}}}}", "two");
        Merge("{'text':'y'}", "two");

        Assert.Empty(Owners());

        Later(1);
        Apply("'number':1", "three");

        Assert.Equal(["three Apply 1 {'f:number':{}}", "before-first-apply Update 1 {'f:text':{}}"], Owners());
    }

    [Theory]
    [InlineData("[{'manager':'x','operation':'Update','apiVersion':'test/v1','fieldsType':'FieldsV1','fieldsV1':{'f:text':{}}}]", "x Update - {'f:text':{}}")]
    [InlineData("[{'manager':'x','operation':'Delete','apiVersion':'test/v1','fieldsType':'FieldsV1','fieldsV1':{'f:text':{}}}]", "one Update 0 {'f:text':{}}")]
    [InlineData("[{'manager':'x','operation':'Update','apiVersion':'','fieldsType':'FieldsV1'}]", "one Update 0 {'f:text':{}}")]
    [InlineData("[{'manager':'x','operation':'Update','apiVersion':'test/v1','fieldsType':'FieldsV2'}]", "one Update 0 {'f:text':{}}")]
    [InlineData("null", "one Update 0 {'f:text':{}}")]
    public void A_client_can_write_the_entries_itself_if_they_can_be_read(string entries, string owner)
    {
        _server.Create(Doc("'text':'x'"), "one");
        var replaced = Doc("'text':'x'");
        replaced["metadata"]!["managedFields"] = Json.Node(entries);
        _server.Replace("one", "", replaced, "two");

        Assert.Equal([owner], Owners());
    }

    [Fact]
    public void Subresources_have_entries_of_their_own_and_own_nothing_of_the_others()
    {
        var server = new TestServer("test/v1", "Doc", SchemaReader.Read("{'type':'object','properties':{'spec':{'type':'object'},'status':{'type':'object'}}}"));
        server.Create(Doc("'spec':{'a':1},'status':{'x':1}"), "one");
        server.Patch("one", "status", "application/merge-patch+json", Json.Node("{'spec':{'a':2},'status':{'x':2},'metadata':{'labels':{'l':'1'}}}"), "one");
        server.Patch("one", "", "application/merge-patch+json", Json.Node("{'spec':{'a':3},'status':{'x':3}}"), "two");

        Assert.Equal(["two Update 0 {'f:spec':{'f:a':{}}}", "one/status Update 0 {'f:status':{'.':{},'f:x':{}}}", "one Update 0 {'f:spec':{}}"], Owners(server).Order(StringComparer.Ordinal).Reverse());
        Json.Same("{'a':3}", server["one"]!["spec"]);
    }

    [Fact]
    public void No_more_than_ten_who_update_are_kept_apart()
    {
        _server.Create(Doc("'text':'x'"), "first");
        for (var i = 0; i < 13; i++)
        {
            Later(i);
            Merge($"{{'labels':{{'l{i:00}':'x'}}}}", $"m{i:00}");
        }

        var owners = Owners();

        Assert.Equal(10, owners.Count);
        Assert.Equal("ancient-changes Update 3 {'f:labels':{'.':{},'f:l00':{},'f:l01':{},'f:l02':{},'f:l03':{}},'f:text':{}}", owners[0]);
        Assert.Equal("m04 Update 4 {'f:labels':{'f:l04':{}}}", owners[1]);
    }

    [Theory]
    [InlineData("a 2", "'x':1", "1")]
    [InlineData("a 2", "'x':2", "2")]
    [InlineData("b 2", "'x':1", "2")]
    [InlineData("a 2|c 2", "'x':1", "2")]
    public void Times_change_only_with_something_else(string managers, string members, string time)
    {
        var live = Json.Object($"{{'metadata':{{'name':'one','managedFields':[{Entry("a 1")}]}},'x':1}}");
        var updated = Json.Object($"{{'metadata':{{'name':'one','managedFields':[{string.Join(',', managers.Split('|').Select(Entry))}]}},{members}}}");

        FieldManager.KeepTimesIfUnchanged(live, updated);

        Assert.Equal(time, (string?)updated["metadata"]!["managedFields"]![0]!["time"]);
    }

    private static string Entry(string managerAndTime) =>
        $"{{'manager':'{managerAndTime[0]}','time':'{managerAndTime[2]}','operation':'Update','apiVersion':'v1','fieldsType':'FieldsV1','fieldsV1':{{'f:x':{{}}}}}}";

    [Fact]
    public void Versions_that_are_no_more_own_nothing()
    {
        _server.Create(Doc("'text':'x','number':1"), "one");
        var replaced = _server["one"]!.DeepClone().AsObject();
        replaced["metadata"]!["managedFields"]![0]!["apiVersion"] = "test/v0";
        replaced["number"] = 2;
        _server.Replace("one", "", replaced, "two");

        Assert.Equal(["two Update 0 {'f:number':{}}"], Owners());
    }

    [Fact]
    public void Who_owned_parts_of_what_has_become_atomic_owns_the_whole()
    {
        _server.Create(Doc("'atomicMap':{'a':'1','b':'2'},'atomicList':['x']"), "one");
        var replaced = _server["one"]!.DeepClone().AsObject();
        replaced["metadata"]!["managedFields"]![0]!["fieldsV1"] = Json.Node("{'f:atomicMap':{'f:a':{}},'f:atomicList':{'v:\\'x\\'':{}}}");
        _server.Replace("one", "", replaced, "two");

        Assert.Equal(["one Update 0 {'f:atomicList':{},'f:atomicMap':{}}"], Owners());
    }

    [Fact]
    public void A_create_is_compared_with_what_every_object_has()
    {
        var kind = new ManagedKind { ApiVersion = "v1", Kind = "Doc", Schema = SchemaReader.Read(FieldDocuments.Schema), Zero = Json.Object("{'record':{'b':{}},'set':null}") };
        var created = Doc("'record':{'a':'x','b':{}},'set':['v']");
        new FieldManager(kind, "", FieldSet.Empty).Update(null, created, "me", DateTimeOffset.UnixEpoch);

        Json.Same("{'f:record':{'f:a':{}},'f:set':{'v:\\'v\\'':{}}}", Json.Whole(created)["metadata"]!["managedFields"]![0]!["fieldsV1"]);
    }

    [Theory]
    [InlineData("kubectl/v1.36 (linux/amd64)", null, "kubectl")]
    [InlineData("Mozilla/5.0", "me", "me")]
    [InlineData("", null, "unknown")]
    [InlineData(null, "", "unknown")]
    [InlineData("\u0001a\u007f b\u200b/x", null, "a b")]
    public void A_manager_is_named_by_the_request_or_its_user_agent(string? userAgent, string? fieldManager, string name) =>
        Assert.Equal(name, FieldManagerName.Of(fieldManager, userAgent));

    [Fact]
    public void The_name_from_a_user_agent_has_at_most_128_bytes() =>
        Assert.Equal(new string('ü', 64), FieldManagerName.Of(null, new string('ü', 70)));

    [Theory]
    [InlineData(null, false, true, "fieldManager: Required value: is required for apply patch")]
    [InlineData("me", true, true, "")]
    [InlineData("me", true, false, "force: Forbidden: may not be specified for non-apply patch")]
    [InlineData("a\nb", false, true, "fieldManager: Invalid value: \"a\\nb\": invalid character U+000A (at position 1)")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789", false, false, "fieldManager: Too long: may not be more than 128 bytes")]
    public void The_options_of_a_patch_are_checked(string? fieldManager, bool force, bool apply, string mistakes) =>
        Assert.Equal(mistakes, string.Join('|', FieldManagerName.Mistakes(fieldManager, force, apply).Select(cause => $"{cause.Field}: {cause.Message}")));

    private void Later(int seconds) => _server.Now = new DateTimeOffset(2026, 1, 1, 0, 0, seconds, TimeSpan.Zero);

    private void Merge(string patch, string manager) => Assert.Null(_server.Patch("one", "", "application/merge-patch+json", Json.Node(patch), manager).Error);

    private void Apply(string members, string manager) => Assert.Null(_server.Patch("one", "", "application/apply-patch+yaml", Doc(members), manager).Error);

    private List<string> Owners() => Owners(_server);

    private static List<string> Owners(TestServer server) => ApplyTests.Owners(server["one"]!);

    private static JsonObject Doc(string members, string metadata = "'generation':1") => ApplyTests.Doc(members, metadata);
}
