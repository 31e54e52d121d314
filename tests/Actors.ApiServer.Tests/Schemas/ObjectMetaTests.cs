using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Tests.Schemas;

public sealed class ObjectMetaTests
{
    private const string Subdomain =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
        + @"(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelKey =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    public static TheoryData<string, string> Mistakes => new()
    {
        { "{name: Bad_Name}", $"metadata.name: Invalid value: \"Bad_Name\": {Subdomain}" },
        { "{}", "metadata.name: Required value: name or generateName is required" },
        { "{generateName: A_b-, name: a}", $"metadata.generateName: Invalid value: \"A_b-\": {Subdomain}" },
        { "{name: a, namespace: n}", "metadata.namespace: Forbidden: not allowed on this type" },
        { "{name: a, generation: -1}", "metadata.generation: Invalid value: -1: must be greater than or equal to 0" },
        {
            "{name: a, labels: {a/b/c: x}}",
            $"metadata.labels: Invalid value: \"a/b/c\": a valid label key {LabelKey} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
        },
        { "{name: a, labels: {/x: x}}", "metadata.labels: Invalid value: \"/x\": prefix part must be non-empty" },
        { "{name: a, labels: {x/: x}}", $"[metadata.labels: Invalid value: \"x/\": name part must be non-empty, metadata.labels: Invalid value: \"x/\": name part {LabelKey}]" },
        { "{name: a, labels: {A/x: x}}", $"metadata.labels: Invalid value: \"A/x\": prefix part {Subdomain}" },
        {
            "{name: a, labels: {x: a b}}",
            "metadata.labels: Invalid value: \"a b\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end "
            + "with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
        },
        { "{name: a, annotations: {'x y': z}}", $"metadata.annotations: Invalid value: \"x y\": name part {LabelKey}" },
        { "{name: a, finalizers: ['x y']}", $"metadata.finalizers: Invalid value: \"x y\": name part {LabelKey}" },
        {
            "{name: a, finalizers: [orphan, foregroundDeletion]}",
            "metadata.finalizers: Invalid value: [\"orphan\",\"foregroundDeletion\"]: finalizer orphan and foregroundDeletion cannot be both set"
        },
        {
            "{name: a, ownerReferences: [{}]}",
            "[metadata.ownerReferences.apiVersion: Invalid value: \"\": version must not be empty, metadata.ownerReferences.kind: Invalid value: \"\": must not be empty, "
            + "metadata.ownerReferences.name: Invalid value: \"\": must not be empty, metadata.ownerReferences.uid: Invalid value: \"\": must not be empty]"
        },
        {
            "{name: a, managedFields: [{manager: m, operation: Patch}]}",
            "metadata.managedFields[0].operation: Invalid value: \"Patch\": must be `Apply` or `Update`"
        },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Metadata_with_a_mistake_is_refused(string metadata, string expected)
    {
        var errors = new List<FieldError>();
        ObjectMetaValidator.Validate(Yaml.Object(metadata), isNamespaced: false, NameRules.Dns1123Subdomain, errors);
        Assert.NotEmpty(errors);
        Assert.Equal(expected, FieldError.Summarize(errors));
    }

    [Theory]
    [InlineData("{name: a.b-c, labels: {example.com/A_b.c: '', x: Y-1}, annotations: {Example.com/X: 'any thing'}, finalizers: [example.com/x]}")]
    [InlineData("{name: abcde, generateName: ab-}")]
    public void Proper_metadata_is_valid(string metadata)
    {
        var errors = new List<FieldError>();
        ObjectMetaValidator.Validate(Yaml.Object(metadata), isNamespaced: false, NameRules.Dns1123Subdomain, errors);
        Assert.Empty(errors);
    }

    [Fact]
    public void Two_controllers_are_one_too_many()
    {
        var errors = new List<FieldError>();
        ObjectMetaValidator.Validate(
            Yaml.Object("""
                name: a
                ownerReferences:
                - {apiVersion: v1, kind: Pod, name: x, uid: "1", controller: true}
                - {apiVersion: v1, kind: Pod, name: y, uid: "2", controller: true}
                """),
            isNamespaced: false, NameRules.Dns1123Subdomain, errors);
        Assert.EndsWith(
            "Only one reference can have Controller set to true. Found \"true\" in references for Pod/x and Pod/y", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_annotations_together_have_a_size()
    {
        var errors = new List<FieldError>();
        var metadata = new JsonObject { ["name"] = "a", ["annotations"] = new JsonObject { ["k"] = new string('x', (256 * 1024) - 1) } };
        ObjectMetaValidator.Validate(metadata, isNamespaced: false, NameRules.Dns1123Subdomain, errors);
        Assert.Empty(errors);
        metadata["annotations"]!["l"] = "";
        ObjectMetaValidator.Validate(metadata, isNamespaced: false, NameRules.Dns1123Subdomain, errors);
        Assert.Equal("metadata.annotations: Too long: may not be more than 262144 bytes", FieldError.Summarize(errors));
    }

    [Theory]
    [InlineData("{resourceVersion: '1'}", "{resourceVersion: '1'}", "")]
    [InlineData("{}", "{resourceVersion: '1'}", "metadata.resourceVersion: Invalid value: \"\": must be specified for an update")]
    [InlineData("{resourceVersion: '1', name: b}", "{resourceVersion: '1', name: a}", "metadata.name: Invalid value: \"b\": field is immutable")]
    [InlineData("{resourceVersion: '1', uid: x}", "{resourceVersion: '1', uid: y}", "metadata.uid: Invalid value: \"x\": field is immutable")]
    [InlineData("{resourceVersion: '1', generation: 1}", "{resourceVersion: '1', generation: 2}", "metadata.generation: Invalid value: 1: must not be decremented")]
    [InlineData(
        "{resourceVersion: '1', deletionTimestamp: '2026-11-21T09:00:00Z'}", "{resourceVersion: '1'}",
        "metadata.deletionTimestamp: Invalid value: \"2026-11-21T09:00:00Z\": field is immutable")]
    public void An_update_changes_only_what_is_the_clients(string metadata, string old, string expected)
    {
        var errors = new List<FieldError>();
        ObjectMetaValidator.ValidateUpdate(Yaml.Object(metadata), Yaml.Object(old), errors);
        Assert.Equal(expected, errors.Count == 0 ? "" : FieldError.Summarize(errors));
    }

    [Fact]
    public void What_an_update_leaves_out_or_makes_up_of_the_servers_is_put_back()
    {
        var old = Yaml.Object("{uid: x, generation: 3, creationTimestamp: '2026-11-21T08:00:00Z', deletionTimestamp: '2026-11-21T09:00:00Z', deletionGracePeriodSeconds: 0}");
        var metadata = Yaml.Object("{generation: 9, creationTimestamp: '1999-01-01T00:00:00Z', selfLink: /x}");
        ObjectMetaRules.PrepareForUpdate(metadata, old);
        Assert.True(JsonNode.DeepEquals(old, metadata), metadata.ToJsonString());
    }

    [Fact]
    public void A_new_object_gets_its_identity()
    {
        var metadata = Yaml.Object("{name: a, uid: mine, deletionTimestamp: x, deletionGracePeriodSeconds: 1, selfLink: /x, creationTimestamp: x}");
        ObjectMetaRules.PrepareForCreate(metadata, new DateTimeOffset(2026, 11, 21, 10, 0, 0, 999, TimeSpan.FromHours(1)), "u");
        Assert.Equal("""{"name":"a","uid":"u","creationTimestamp":"2026-11-21T09:00:00Z"}""", metadata.ToJsonString());
    }

    [Fact]
    public void A_generated_name_stays_a_label()
    {
        var name = ObjectMetaRules.GenerateName(new string('a', 100), new Random(1));
        Assert.Equal(63, name.Length);
        Assert.StartsWith("web-", ObjectMetaRules.GenerateName("web-", new Random(1)), StringComparison.Ordinal);
        Assert.Empty(NameRules.IsDns1123Label(name));
    }

    [Fact]
    public void New_finalizers_without_a_domain_are_warned_of()
    {
        Assert.Equal(
            [
                "metadata.finalizers: \"a.b\": prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers",
                "metadata.finalizers: \"plain\": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers",
            ],
            ObjectMetaRules.FinalizerWarnings(Yaml.Object("{finalizers: [plain, old, a.b, orphan, example.com/x]}"), Yaml.Object("{finalizers: [old]}")));
    }

    public static TheoryData<string, string, string, string> Decodings => new()
    {
        // metadata, what becomes of it, what was unknown, what is wrong
        { "{name: a, creationTimestamp: null, labels: {}, finalizers: [], generation: 0, colour: red}", "{name: a}", "metadata.colour", "" },
        { "{labels: {a: null}}", "{labels: {a: ''}}", "", "" },
        { "{creationTimestamp: '2026-11-21T10:00:00.5+01:00'}", "{creationTimestamp: '2026-11-21T09:00:00Z'}", "", "" },
        {
            "{ownerReferences: [{name: n, other: 1}]}", "{ownerReferences: [{name: n, apiVersion: '', kind: '', uid: ''}]}", "metadata.ownerReferences[0].other", ""
        },
        { "{name: 5}", "", "", "json: cannot unmarshal number into Go struct field ObjectMeta.name of type string" },
        { "{labels: [a]}", "", "", "json: cannot unmarshal array into Go struct field ObjectMeta.labels of type map[string]string" },
        { "{ownerReferences: [{name: 5}]}", "", "", "json: cannot unmarshal number into Go struct field OwnerReference.ownerReferences.name of type string" },
        {
            "{creationTimestamp: now}", "", "",
            "parsing time \"now\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"now\" as \"2006\""
        },
    };

    [Theory]
    [MemberData(nameof(Decodings))]
    public void Metadata_is_read_as_a_server_reads_it(string given, string expected, string unknown, string error)
    {
        var owner = new JsonObject { ["metadata"] = Yaml.Object(given) };
        var found = new List<string>();
        Assert.Equal(error, ObjectMetaDecoder.Decode(owner, "metadata", found) ?? "");
        if (error.Length > 0) return;
        Assert.True(JsonNode.DeepEquals(Yaml.Object(expected), owner["metadata"]), owner.ToJsonString());
        Assert.Equal(unknown, string.Join(' ', found));
    }

    [Theory]
    [InlineData("web", "")]
    [InlineData("1web", "1035")]
    [InlineData("a.b", "1123 1035")]
    [InlineData("a:b", "1123 1035 subdomain")]
    [InlineData("a/b", "1123 1035 subdomain segment")]
    public void Kinds_choose_what_their_names_are_like(string name, string refusedBy)
    {
        var rules = new (string Name, NameRule Rule)[]
        {
            ("1123", NameRules.Dns1123Label), ("1035", NameRules.Dns1035Label), ("subdomain", NameRules.Dns1123Subdomain), ("segment", NameRules.PathSegment),
        };
        Assert.Equal(refusedBy, string.Join(' ', rules.Where(rule => rule.Rule(name, false).Count > 0).Select(rule => rule.Name)));
    }
}
