using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Tests.CustomResources;

public sealed class DefinitionValidatorTests
{
    private const string Dns1035 =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character "
        + "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    public static TheoryData<string, string> Schemas => new()
    {
        { "{properties: {}}", "spec.validation.openAPIV3Schema.type: Required value: must not be empty at the root" },
        { "{type: string}", "spec.validation.openAPIV3Schema.type: Invalid value: \"string\": must be object at the root" },
        { "{type: object, nullable: true}", "spec.validation.openAPIV3Schema.nullable: Forbidden: nullable cannot be true at the root" },
        { "{type: object, additionalProperties: {type: string}}", "spec.validation.openAPIV3Schema.additionalProperties: Forbidden: must not be used at the root" },
        {
            "{type: object, properties: {spec: {properties: {a: {type: string}}}}}",
            "spec.validation.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields"
        },
        {
            "{type: object, properties: {l: {type: array, items: {minLength: 1}}}}",
            "spec.validation.openAPIV3Schema.properties[l].items.type: Required value: must not be empty for specified array items"
        },
        { "{type: object, properties: {l: {type: array}}}", "spec.validation.openAPIV3Schema.properties[l].items: Required value: must be specified" },
        {
            "{type: object, properties: {a: {type: text}}}",
            "spec.validation.openAPIV3Schema.properties[a].type: Unsupported value: \"text\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\""
        },
        {
            "{type: object, properties: {a: {type: string, pattern: '(?=a)'}}}",
            "spec.validation.openAPIV3Schema.properties[a].pattern: Invalid value: \"(?=a)\": must be a valid regular expression, but isn't: "
            + "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"
        },
        {
            "{type: object, properties: {a: {type: integer, oneOf: [{type: integer}]}}}",
            "spec.validation.openAPIV3Schema.properties[a].oneOf[0].type: Forbidden: must be empty to be structural"
        },
        {
            "{type: object, properties: {metadata: {type: object, properties: {labels: {type: object}}}}}",
            "spec.validation.openAPIV3Schema.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified"
        },
        {
            "{type: object, properties: {a: {type: string}}, oneOf: [{properties: {b: {minLength: 1}}}]}",
            "spec.validation.openAPIV3Schema.properties[b]: Required value: because it is defined in spec.validation.openAPIV3Schema.oneOf[0].properties[b]"
        },
        {
            "{type: object, properties: {l: {type: array, uniqueItems: true, items: {type: string}}}}",
            "spec.validation.openAPIV3Schema.properties[l].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic"
        },
        {
            "{type: object, properties: {m: {type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}}}",
            "spec.validation.openAPIV3Schema.properties[m].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive"
        },
        {
            "{type: object, properties: {a: {type: string, $ref: '#/definitions/x'}}}",
            "spec.validation.openAPIV3Schema.properties[a].$ref: Forbidden: $ref is not supported"
        },
        {
            "{type: object, properties: {l: {type: array, x-kubernetes-list-type: map, items: {type: object, properties: {a: {type: string}}}}}}",
            "spec.validation.openAPIV3Schema.properties[l].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map"
        },
        {
            "{type: object, properties: {l: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [a], items: {type: object, properties: {a: {type: string}}}}}}",
            "spec.validation.openAPIV3Schema.properties[l].items.properties[a].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"
        },
        {
            "{type: object, properties: {l: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [b], items: {type: object, properties: {a: {type: string}}}}}}",
            "spec.validation.openAPIV3Schema.properties[l].x-kubernetes-list-map-keys: Invalid value: [\"b\"]: entries must all be names of item properties"
        },
        {
            "{type: object, properties: {l: {type: array, x-kubernetes-list-type: bag, items: {type: string}}}}",
            "spec.validation.openAPIV3Schema.properties[l].x-kubernetes-list-type: Unsupported value: \"bag\": supported values: \"atomic\", \"set\", \"map\""
        },
        {
            "{type: object, properties: {l: {type: array, x-kubernetes-list-type: set, items: {type: object, properties: {a: {type: string}}}}}}",
            "spec.validation.openAPIV3Schema.properties[l].items.x-kubernetes-map-type: Invalid value: null: must be atomic as item of a list with x-kubernetes-list-type=set"
        },
        {
            "{type: object, properties: {a: {type: string, x-kubernetes-preserve-unknown-fields: false}}}",
            "spec.validation.openAPIV3Schema.properties[a].x-kubernetes-preserve-unknown-fields: Invalid value: false: must be true or undefined"
        },
        {
            "{type: object, properties: {a: {type: object, x-kubernetes-embedded-resource: true}}}",
            "spec.validation.openAPIV3Schema.properties[a].properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"
        },
        {
            "{type: object, properties: {a: {type: integer, default: x}}}",
            "spec.validation.openAPIV3Schema.properties[a].default: Invalid value: \"string\":  in body must be of type integer: \"string\""
        },
        {
            "{type: object, properties: {a: {type: object, default: {b: 1}, properties: {c: {type: string}}}}}",
            "spec.validation.openAPIV3Schema.properties[a].default: Invalid value: {\"b\":1}: must not have unknown fields"
        },
        {
            "{type: object, properties: {metadata: {type: object, default: {}}}}",
            "spec.validation.openAPIV3Schema.properties[metadata].default: Forbidden: must not be set in top-level metadata"
        },
        {
            "{type: object, x-kubernetes-validations: [{rule: ''}]}",
            "spec.validation.openAPIV3Schema.x-kubernetes-validations[0].rule: Required value: rule is not specified"
        },
    };

    public static TheoryData<string, string> Mistakes => new()
    {
        // a change of a valid definition in JSON, the error
        { """{"metadata": {"name": "dbs.example.com"}}""", "metadata.name: Invalid value: \"dbs.example.com\": must be spec.names.plural+\".\"+spec.group" },
        { """{"spec": {"scope": "Everywhere"}}""", "spec.scope: Unsupported value: \"Everywhere\": supported values: \"Cluster\", \"Namespaced\"" },
        { """{"spec": {"scope": ""}}""", "spec.scope: Required value" },
        { """{"metadata": {"name": "databases.example"}, "spec": {"group": "example"}}""", "spec.group: Invalid value: \"example\": should be a domain with at least one dot" },
        { """{"spec": {"names": {"kind": "Data_base", "singular": "x", "listKind": "X"}}}""", $"spec.names.kind: Invalid value: \"Data_base\": may have mixed case, but should otherwise match: {Dns1035}" },
        { """{"spec": {"names": {"listKind": "Database"}}}""", "spec.names.listKind: Invalid value: \"Database\": kind and listKind may not be the same" },
        { """{"spec": {"names": {"shortNames": ["DB"]}}}""", $"spec.names.shortNames[0]: Invalid value: \"DB\": {Dns1035}" },
        {
            """{"spec": {"preserveUnknownFields": true}}""",
            "spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead"
        },
        { """{"spec": {"versions": [{"name": "v1", "served": true, "storage": true}]}}""", "spec.versions[0].schema.openAPIV3Schema: Required value" },
        {
            """{"spec": {"versions": [{"name": "v1", "served": true, "storage": true, "schema": {"openAPIV3Schema": {"type": "object"}}}, {"name": "v1", "served": true, "storage": false, "schema": {"openAPIV3Schema": {"type": "object"}}}]}}""",
            "spec.versions: Invalid value: [{\"Name\":\"v1\",\"Served\":true,\"Storage\":true,\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":null,\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null},"
            + "{\"Name\":\"v1\",\"Served\":true,\"Storage\":false,\"Deprecated\":false,\"DeprecationWarning\":null,\"Schema\":null,\"Subresources\":null,\"AdditionalPrinterColumns\":null,\"SelectableFields\":null}]: must contain unique version names"
        },
        {
            """{"spec": {"conversion": {"strategy": "Webhook"}}}""",
            "[spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook, spec.conversion.conversionReviewVersions: Required value]"
        },
        { """{"spec": {"conversion": {"strategy": "Magic"}}}""", "spec.conversion.strategy: Unsupported value: \"Magic\": supported values: \"None\", \"Webhook\"" },
        {
            """{"metadata": {"name": "databases.x.k8s.io"}, "spec": {"group": "x.k8s.io"}}""",
            "metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation \"api-approved.kubernetes.io\", see https://github.com/kubernetes/enhancements/pull/1111"
        },
    };

    public static TheoryData<string, string> Versions => new()
    {
        { "subresources: {scale: {specReplicasPath: .spec.replicas}}", "spec.subresources.scale.statusReplicasPath: Required value" },
        {
            "subresources: {scale: {specReplicasPath: .status.replicas, statusReplicasPath: .status.replicas}}",
            "spec.subresources.scale.specReplicasPath: Invalid value: \".status.replicas\": should be a json path under .spec"
        },
        {
            "additionalPrinterColumns: [{name: A, type: text, jsonPath: .a}]",
            "spec.additionalPrinterColumns[0].type: Invalid value: \"text\": must be one of boolean,date,integer,number,string"
        },
        {
            "additionalPrinterColumns: [{name: A, type: string, jsonPath: a}]",
            "spec.additionalPrinterColumns[0].JSONPath: Invalid value: \"a\": must be a simple json path starting with ."
        },
        { "selectableFields: [{jsonPath: .spec.b}]", "spec.selectableFields[0].jsonPath: Invalid value: \".spec.b\": is an invalid path: does not refer to a valid field" },
        {
            "selectableFields: [{jsonPath: .spec}]",
            "spec.selectableFields[0].jsonPath: Invalid value: \".spec\": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed."
        },
        { "selectableFields: [{jsonPath: .spec.a}, {jsonPath: .spec.a}]", "spec.selectableFields[1].jsonPath: Duplicate value: \".spec.a\"" },
        { "deprecationWarning: no", "spec.versions[0].deprecationWarning: Invalid value: \"no\": can only be set for deprecated versions" },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_schema_that_cannot_be_is_refused(string schema, string expected) => AssertRefused(Definitions.Created(Definitions.Of(schema)), expected);

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_version_that_cannot_be_is_refused(string version, string expected) =>
        AssertRefused(Definitions.Created(Definitions.Of("{type: object, properties: {spec: {type: object, properties: {a: {type: string}}}}}", version)), expected);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_definition_that_cannot_be_is_refused(string change, string expected)
    {
        var definition = Definitions.Of("{type: object}");
        Merge(definition, (JsonObject)JsonNode.Parse(change)!);
        AssertRefused(Definitions.Created(definition), expected);
    }

    [Fact]
    public void Different_schemas_are_checked_where_they_are()
    {
        var definition = Definitions.Created(Yaml.Object("""
            metadata: {name: databases.example.com}
            spec:
              group: example.com
              scope: Cluster
              names: {plural: databases, kind: Database}
              versions:
              - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
              - {name: v2, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {a: {}}}}}
            """));
        var errors = DefinitionValidator.Validate(definition).Select(error => error.ToString()).ToArray();
        Assert.Equal(3, errors.Length);
        Assert.Equal("spec.versions[1].schema.openAPIV3Schema.properties[a].type: Required value: must not be empty for specified object fields", errors[0]);
        Assert.StartsWith("spec.versions: Invalid value: [{\"Name\":\"v1\",", errors[1], StringComparison.Ordinal);
        Assert.Contains("\"Schema\":{\"OpenAPIV3Schema\":{\"ID\":\"\",\"Schema\":\"\",\"Ref\":null,\"Description\":\"\",\"Type\":\"object\",\"Nullable\":false,", errors[1], StringComparison.Ordinal);
        Assert.EndsWith(": must have exactly one version marked as storage version", errors[1], StringComparison.Ordinal);
        Assert.Equal("status.storedVersions: Invalid value: [\"v1\"]: must have the storage version v2", errors[2]);
    }

    [Fact]
    public void With_a_status_subresource_the_root_may_not_restrict_the_status()
    {
        var definition = Definitions.Created(Definitions.Of(
            "{type: object, properties: {status: {type: object}}, oneOf: [{required: [status]}]}", "subresources: {status: {}}"));
        var error = Assert.Single(DefinitionValidator.Validate(definition));
        Assert.Equal("spec.validation.openAPIV3Schema", error.Field);
        Assert.EndsWith("fields are allowed at the root of the schema if the status subresource is enabled", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"spec": {"scope": "Cluster"}}""", "spec.scope: Invalid value: \"Cluster\": field is immutable")]
    [InlineData("""{"spec": {"names": {"kind": "Base", "listKind": "BaseList"}}}""", "spec.names.kind: Invalid value: \"Base\": field is immutable")]
    [InlineData("""{"spec": {"names": {"plural": "bases"}}}""", "spec.names.plural: Invalid value: \"bases\": field is immutable")]
    [InlineData("""{"spec": {"names": {"shortNames": ["db"]}}}""", "")]
    public void What_names_the_objects_in_storage_stays(string change, string expected)
    {
        var old = Definitions.Created(Definitions.Of("{type: object}"));
        old["metadata"]!["resourceVersion"] = "1";
        DefinitionConditions.AcceptNames(old, [], Definitions.Now);
        DefinitionConditions.Establish(old, Definitions.Now);
        var definition = (JsonObject)old.DeepClone();
        Merge(definition, (JsonObject)JsonNode.Parse(change)!);
        DefinitionRules.PrepareForUpdate(definition, old);
        var errors = DefinitionValidator.ValidateUpdate(definition, old);
        Assert.Equal(expected, errors.Count == 0 ? "" : FieldError.Summarize(errors));
        Assert.Equal(2, (long)definition["metadata"]!["generation"]!);
    }

    [Fact]
    public void A_version_that_was_stored_cannot_go()
    {
        var old = Definitions.Created(Definitions.Of("{type: object}"));
        old["metadata"]!["resourceVersion"] = "1";
        var definition = (JsonObject)old.DeepClone();
        definition["spec"]!["versions"]![0]!["name"] = "v2";
        DefinitionRules.PrepareForUpdate(definition, old);
        Assert.Equal(["v1", "v2"], definition["status"]!["storedVersions"]!.AsArray().Select(version => (string)version!));
        Assert.Equal(
            "status.storedVersions[0]: Invalid value: \"v1\": missing from spec.versions; v1 was previously a storage version, and must remain in spec.versions until a "
            + "storage migration ensures no data remains persisted in v1 and removes v1 from status.storedVersions",
            FieldError.Summarize(DefinitionValidator.ValidateUpdate(definition, old)));
    }

    [Fact]
    public void Formats_no_server_checks_are_warned_of()
    {
        var definition = Definitions.Created(Definitions.Of("{type: object, properties: {a: {type: string, format: quantity}, b: {type: integer, format: int32}}}"));
        Assert.Equal(["unrecognized format \"quantity\""], DefinitionValidator.Warnings(definition));
        Assert.Empty(DefinitionValidator.Warnings(definition, definition));
    }

    private static void AssertRefused(JsonObject definition, string expected)
    {
        var errors = DefinitionValidator.Validate(definition);
        Assert.NotEmpty(errors);
        Assert.Equal(expected, FieldError.Summarize(errors));
    }

    private static void Merge(JsonObject target, JsonObject change)
    {
        foreach (var (name, value) in change)
        {
            if (value is JsonObject inner && target[name] is JsonObject at) Merge(at, inner);
            else target[name] = value?.DeepClone();
        }
    }
}
