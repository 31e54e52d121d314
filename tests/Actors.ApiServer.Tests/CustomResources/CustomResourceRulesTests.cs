using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Tests.CustomResources;

public sealed class CustomResourceRulesTests
{
    private const string Schema = """
        {type: object, properties: {
          spec: {type: object, required: [engine], properties: {engine: {type: string, enum: [PostgreSQL, MySQL]}, replicas: {type: integer, default: 1, maximum: 20},
                 tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}}},
          status: {type: object, properties: {phase: {type: string, enum: [Ready]}, replicas: {type: integer},
                 conditions: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [type], items: {type: object, required: [type], properties: {type: {type: string}}}}}}}}
        """;

    private const string Subresources = "subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}}";

    private static readonly CustomResourceVersion Version = Definitions.Version(Schema, Subresources);

    public static TheoryData<string, string> Mistakes => new()
    {
        { "{kind: Other, apiVersion: example.com/v1, metadata: {name: a, namespace: n}}", "kind: Invalid value: \"Other\": must be Database" },
        { "{kind: Database, apiVersion: example.com/v2, metadata: {name: a, namespace: n}}", "apiVersion: Invalid value: \"example.com/v2\": must be example.com/v1" },
        { "{kind: Database, apiVersion: example.com/v1, metadata: {namespace: n}}", "metadata.name: Required value: name or generateName is required" },
        {
            "{kind: Database, apiVersion: example.com/v1, metadata: {name: a, namespace: n}, spec: {engine: Oracle}}",
            "spec.engine: Unsupported value: \"Oracle\": supported values: \"PostgreSQL\", \"MySQL\""
        },
        { "{kind: Database, apiVersion: example.com/v1, metadata: {name: a, namespace: n}, spec: {}}", "spec.engine: Required value" },
        {
            "{kind: Database, apiVersion: example.com/v1, metadata: {name: a, namespace: n}, spec: {engine: MySQL, tags: [a, b, a, a]}}",
            "spec.tags[2]: Duplicate value: \"a\""
        },
        {
            "{kind: Database, apiVersion: example.com/v1, metadata: {name: a, namespace: n}, status: {conditions: [{type: x}, {type: x}]}}",
            "status.conditions[1]: Duplicate value: {\"type\":\"x\"}"
        },
        {
            "{kind: Database, apiVersion: example.com/v1, metadata: {name: a, namespace: n}, spec: {engine: MySQL, replicas: -1}}",
            ".spec.replicas: Invalid value: -1: should be a non-negative integer"
        },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_new_object_with_a_mistake_is_refused(string yaml, string expected)
    {
        var errors = Version.Rules.Validate(Yaml.Object(yaml));
        Assert.NotEmpty(errors);
        Assert.Equal(expected, FieldError.Summarize(errors));
    }

    [Fact]
    public void The_answer_names_the_object_and_every_cause()
    {
        var errors = Version.Rules.Validate(Yaml.Object("{kind: Database, apiVersion: example.com/v1, metadata: {name: two, namespace: n}, spec: {replicas: 21}}"));
        Assert.Equal(
            "Database.example.com \"two\" is invalid: [spec.replicas: Invalid value: 21: spec.replicas in body should be less than or equal to 20, spec.engine: Required value]",
            FieldError.StatusMessage("example.com", "Database", "two", errors));
        Assert.Equal(
            """[{"reason":"FieldValueInvalid","message":"Invalid value: 21: spec.replicas in body should be less than or equal to 20","field":"spec.replicas"},"""
            + """{"reason":"FieldValueRequired","message":"Required value","field":"spec.engine"}]""",
            FieldError.Causes(errors).ToJsonString());
    }

    [Fact]
    public void An_object_is_decoded_prepared_and_valid()
    {
        var resource = Object("spec: {engine: MySQL, colour: red, tags: null}, status: {phase: Ready}");
        var unknown = new List<string>();
        Assert.Null(Version.Rules.Decode(resource, unknown));
        Assert.Equal(["spec.colour"], unknown);
        Version.Rules.PrepareForCreate(resource);
        Assert.Equal(
            """{"apiVersion":"example.com/v1","kind":"Database","metadata":{"name":"a","namespace":"n","generation":1},"spec":{"engine":"MySQL","replicas":1}}""",
            resource.ToJsonString());
        Assert.Empty(Version.Rules.Validate(resource));
    }

    [Theory]
    [InlineData("spec: {engine: MySQL}", 7)]
    [InlineData("spec: {engine: PostgreSQL}", 8)]
    public void The_generation_counts_changes_of_the_spec_and_the_status_stays(string change, long generation)
    {
        var old = Object("spec: {engine: MySQL}, status: {phase: Ready}");
        old["metadata"]!["generation"] = 7L;
        old["metadata"]!["resourceVersion"] = "1";
        var resource = Object($"{change}, status: {{phase: Broken}}");
        resource["metadata"]!["resourceVersion"] = "1";
        resource["metadata"]!["labels"] = new JsonObject { ["a"] = "b" };
        Version.Rules.PrepareForUpdate(resource, old);
        Assert.Equal(generation, (long)resource["metadata"]!["generation"]!);
        Assert.Equal("Ready", (string)resource["status"]!["phase"]!);
        Assert.Empty(Version.Rules.ValidateUpdate(resource, old));
    }

    [Fact]
    public void A_status_update_takes_over_the_status_alone_and_checks_it()
    {
        var old = Object("spec: {engine: MySQL}");
        old["metadata"]!["resourceVersion"] = "1";
        var sent = Object("spec: {engine: Oracle}, status: {phase: Sleepy}");
        var resource = CustomResourceRules.PrepareForStatusUpdate(sent, old);
        Assert.Equal("MySQL", (string)resource["spec"]!["engine"]!);
        Assert.Equal("status.phase: Unsupported value: \"Sleepy\": supported values: \"Ready\"", FieldError.Summarize(Version.Rules.ValidateStatusUpdate(resource, old)));
    }

    [Fact]
    public void A_finalizer_added_while_it_goes_is_told_twice_and_summarized_once()
    {
        var old = Object("spec: {engine: MySQL}");
        old["metadata"]!["resourceVersion"] = "1";
        old["metadata"]!["deletionTimestamp"] = "2026-11-21T09:00:00Z";
        var resource = (JsonObject)old.DeepClone();
        resource["metadata"]!["finalizers"] = new JsonArray("example.com/more");
        Version.Rules.PrepareForUpdate(resource, old);
        var errors = Version.Rules.ValidateUpdate(resource, old);
        Assert.Equal(2, errors.Count);
        Assert.Equal(
            "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"example.com/more\"}",
            FieldError.Summarize(errors));
    }

    [Fact]
    public void Lists_that_held_something_twice_before_may_go_on_to()
    {
        var old = Object("spec: {engine: MySQL, tags: [a, a]}");
        old["metadata"]!["resourceVersion"] = "1";
        var resource = Object("spec: {engine: MySQL, tags: [a, a, b]}");
        resource["metadata"]!["resourceVersion"] = "1";
        Version.Rules.PrepareForUpdate(resource, old);
        Assert.Empty(Version.Rules.ValidateUpdate(resource, old));
    }

    [Fact]
    public void Where_there_are_rules_a_server_says_that_it_did_not_come_to_them()
    {
        var version = Definitions.Version("{type: object, properties: {spec: {type: object, required: [a], properties: {a: {type: string}}, x-kubernetes-validations: [{rule: 'self.a != \"\"'}]}}}");
        Assert.Equal(
            "[spec.a: Required value, <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]",
            FieldError.Summarize(version.Rules.Validate(Object("spec: {}"))));
        Assert.Equal("self.a != \"\"", (string)version.OpenApiSchema!["properties"]!["spec"]!["x-kubernetes-validations"]![0]!["rule"]!);
    }

    [Fact]
    public void An_object_of_an_earlier_definition_is_brought_up_to_date()
    {
        var resource = Object("spec: {engine: MySQL, gone: 1}");
        Version.Rules.Refresh(resource);
        Assert.Equal("""{"engine":"MySQL","replicas":1}""", resource["spec"]!.ToJsonString());
    }

    [Fact]
    public void Embedded_resources_are_cleaned_and_checked()
    {
        var version = Definitions.Version(
            "{type: object, properties: {t: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}}}");
        var resource = Object("t: {kind: Bad_Kind, metadata: {name: a/b, colour: red, creationTimestamp: null}}");
        var unknown = new List<string>();
        Assert.Null(version.Rules.Decode(resource, unknown));
        Assert.Equal(["t.metadata.colour"], unknown);
        Assert.Equal("""{"name":"a/b"}""", resource["t"]!["metadata"]!.ToJsonString());
        var errors = version.Rules.Validate(resource).Select(error => error.ToString()).ToArray();
        Assert.Equal("t.apiVersion: Required value", errors[0]);
        Assert.StartsWith("t.kind: Invalid value: \"Bad_Kind\": may have mixed case, but should otherwise match: ", errors[1], StringComparison.Ordinal);
        Assert.Equal("t.metadata.name: Invalid value: \"a/b\": may not contain '/'", errors[2]);
        Assert.Equal("t.metadata: Invalid value: 5: json: cannot unmarshal number into Go value of type v1.ObjectMeta", version.Rules.Decode(Object("t: {metadata: 5}")));
    }

    [Fact]
    public void The_scale_is_read_and_written_where_the_definition_says()
    {
        var resource = Object("spec: {engine: MySQL, replicas: 3}, status: {replicas: 2}");
        Assert.Equal(
            """{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"a","namespace":"n"},"spec":{"replicas":3},"status":{"replicas":2}}""",
            Version.Scale!.ScaleOf(resource, out var hasReplicas).ToJsonString());
        Assert.True(hasReplicas);
        Version.Scale.SetReplicas(resource, 5);
        Assert.Equal(5, (long)resource["spec"]!["replicas"]!);
        Version.Scale.ScaleOf(Object("spec: {engine: MySQL}"), out hasReplicas);
        Assert.False(hasReplicas);
    }

    [Fact]
    public void Another_version_is_a_new_name_without_what_it_does_not_know()
    {
        var definition = CustomResourceDefinition.Read(Definitions.Created(Yaml.Object("""
            metadata: {name: databases.example.com}
            spec:
              group: example.com
              scope: Cluster
              names: {plural: databases, kind: Database}
              versions:
              - {name: v1beta1, served: true, storage: false, deprecated: true, schema: {openAPIV3Schema: {type: object, properties: {a: {type: string}}}}}
              - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {a: {type: string}, b: {type: string}}}}}
              - {name: v2alpha1, served: false, storage: false, schema: {openAPIV3Schema: {type: object}}}
            """)));
        Assert.Equal(["v1", "v1beta1", "v2alpha1"], definition.Versions.Select(version => version.Name));
        Assert.Equal("v1", definition.StorageVersion.Name);
        Assert.Null(definition.Served("v2alpha1"));
        Assert.Equal("example.com/v1beta1 Database is deprecated; use example.com/v1 Database", definition.Served("v1beta1")!.DeprecationWarning);
        var resource = Yaml.Object("{apiVersion: example.com/v1, kind: Database, metadata: {name: n}, a: x, b: y}");
        definition.Served("v1beta1")!.Convert(resource);
        Assert.Equal("""{"apiVersion":"example.com/v1beta1","kind":"Database","metadata":{"name":"n"},"a":"x"}""", resource.ToJsonString());
    }

    [Fact]
    public void Selectable_fields_are_text()
    {
        var version = Definitions.Version(Schema, "selectableFields: [{jsonPath: .spec.engine}, {jsonPath: .spec.replicas}]");
        var resource = Object("spec: {engine: MySQL, replicas: 3}");
        Assert.Equal(["spec.engine=MySQL", "spec.replicas=3"], version.SelectableFields.Select(field => $"{field.Name}={field.ValueOf(resource)}"));
        Assert.Equal("", version.SelectableFields[0].ValueOf(Object("spec: {}")));
    }

    private static JsonObject Object(string members) => Yaml.Object($"{{apiVersion: example.com/v1, kind: Database, metadata: {{name: a, namespace: n}}, {members}}}");
}
